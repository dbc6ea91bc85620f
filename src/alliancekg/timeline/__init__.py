"""Time across a graph: what changed between two days, lives as bars, what two versions of the data say."""
