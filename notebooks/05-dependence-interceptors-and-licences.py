# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     notebook_metadata_filter: jupytext,-jupytext.text_representation,-kernelspec
# ---

# %%
# What would stop if the United States withdrew its licence for Patriot? In one sentence:
import alliancekg

kg = alliancekg.load()
licence = kg.entity("akd:part_us-patriot-licensor")
without = kg.without(licence.id)
stops = [row.thing.label for row in without if row.outcome == "stops"]
may_stop = [row.thing.label for row in without if row.outcome == "may stop"]
print(
    f"Without the part of the {licence.label}, {len(stops)} things stop ({'; '.join(stops)})"
    f" and {len(may_stop)} may stop ({'; '.join(may_stop)}), so far as sources tie them together."
)

# %% [markdown]
# That is the answer; the rest of this notebook takes it apart. A thing *stops* when something that it
# cannot do without stops. It *may stop* where others might stand in that no source tells of, or where the
# link is itself only possible.

# %%
without

# %% [markdown]
# ## The licence
#
# Whose is it, and who says so? Where several parties gave a licence, each is needed: taking away one is
# enough.

# %%
production = kg.entity("akd:program_patriot-licensed-production")
kg.show(production.id)

# %% [markdown]
# ## The transfer
#
# Missiles made in Japan were to go to the United States: the licence made that possible, and a rule had to
# allow it. When was it decided, and what came after?

# %%
transfer = kg.entity("akd:transfer_patriot-japan-to-us")
kg.timeline(transfer.id)

# %% [markdown]
# The same question from the other end: what is it that the transfer cannot go on without?

# %%
kg.needs(transfer.id)

# %% [markdown]
# ## Interceptors
#
# Another line of work, from which a newer interceptor takes over: what rests on it, itself or through
# others?

# %%
kg.depends("akd:program_sm-3-block-iia")

# %% [markdown]
# ## What nothing rests on
#
# An answer without rows says what was searched. That nothing is known to rest on a thing does not show that
# nothing does.

# %%
kg.without("Kishida Fumio")
