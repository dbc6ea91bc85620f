"""Write answers in formats that other tools open. Everything here returns text.

Who writes it, and where, is decided above.
"""
