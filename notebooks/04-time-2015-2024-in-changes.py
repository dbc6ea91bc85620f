# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     notebook_metadata_filter: jupytext,-jupytext.text_representation,-kernelspec
# ---

# %%
# What changed from 2015 to 2024, and when most? In one sentence:
import IPython.display
import pandas as pd

import alliancekg
import alliancekg.publish.timeline

kg = alliancekg.load()
changes = kg.diff("2014", "2024").to_pandas()  # a year stands for its last day
changes = changes[~changes["change"].isin(["certain", "in doubt"])]  # of how sure we are
changes["year"] = changes["date"].str.extract(r"(\d{4})")
busiest = changes["year"].value_counts().sort_index().idxmax()
kinds = changes[changes["year"] == busiest]["change"].value_counts().sort_index()
told = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
print(
    f"From 2015 to 2024 the sources tell of {len(changes)} changes,"
    f" {changes['date'].isna().sum()} of them without a date; most are of {busiest}: {told}."
)

# %% [markdown]
# That is the answer; the rest of this notebook takes it apart. It is as good as what the sources cover: of
# a year that nobody was read on, nothing is told.

# %%
print(kg.coverage())

# %% [markdown]
# ## Year by year
#
# The net change of each thing between the first day and the last: a pact that was signed and ended in
# between is not in it, and stands among the events on the way.

# %%
pd.crosstab(changes["year"].fillna("not dated"), changes["change"])

# %% [markdown]
# ## The busiest year
#
# The same question over one year, with the passages behind each change. *In doubt* and *certain* are no
# changes of the world: sources say less or more surely that the thing held.

# %%
kg.diff(str(int(busiest) - 1), busiest)

# %% [markdown]
# ## How long things lasted
#
# A bar is as long as anyone says; what is hatched is only possible, and a mark is a step with its date.

# %%
IPython.display.SVG(alliancekg.publish.timeline.figure(kg.timeline(classes=["Agreement"])))

# %% [markdown]
# ## As of a day
#
# A view is a graph of its own: whatever can be asked of a graph can be asked of what held on one day. Each
# row says whether it held for certain or possibly, which stage it had reached, and up to when a source
# confirms it.

# %%
kg.as_of(f"{busiest}-06-30").list("Program")

# %% [markdown]
# So a series is a loop. *Unknown* is a day beyond what the sources cover; it is not *no*.

# %%
held = {}
for year in ("2015", "2018", "2021", "2024"):
    view = kg.as_of(f"{year}-12-31").list("Agreement").to_pandas()
    held[year] = view["holds"].value_counts()
pd.DataFrame(held).fillna(0).astype(int)
