# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     notebook_metadata_filter: jupytext,-jupytext.text_representation,-kernelspec
# ---

# %%
# Who is bound to whom in Japan-US defense cooperation, by what, and who says so? In one sentence:
import pandas as pd

import alliancekg

kg = alliancekg.load()
tie = kg.project("states").edges["akd:state_japan", "akd:state_united-states"]
agreements = [kg.entity(thing).label for thing in tie["agreements"]]
programs = [kg.entity(thing).label for thing in tie["programs"]]
publishers = sorted({source.publisher for source in tie["sources"]})
print(
    f"Japan and the United States share {len(agreements)} agreements ({'; '.join(agreements)})"
    f" and {len(programs)} programs ({'; '.join(programs)}):"
    f" so say {len(tie['sources'])} passages, published by {', '.join(publishers)}."
)

# %% [markdown]
# That is the answer; the rest of this notebook takes it apart.
# Every number above comes from the graph, and every statement there stands in the passage that says it.
#
# What did we load?

# %%
kg.info()

# %% [markdown]
# ## By what
#
# Two agreements. Their relations are told with dates as precise as the source has them, and a mark for each
# passage. What is *derived* comes from a rule, and its marks are the passages behind the rule's premises.

# %%
kg.show("SOSA")

# %% [markdown]
# ## Who says so
#
# Is the arrangement binding? The gist is ours; the sentence stays with its publisher.

# %%
kg.evidence("SOSA", "legal force")

# %% [markdown]
# Is the memorandum signed with it binding? An answer without rows names what was searched:
# that no source says so is not a denial.

# %%
kg.evidence("akd:agreement_us-japan-rdte-mou-2023", "legal force")

# %% [markdown]
# ## Who acts for whom
#
# SPARQL, when the ready-made answers do not fit. `GRAPH ?passage` asks who says so.

# %%
bodies = kg.query(
    """
    SELECT ?state ?body ?passage {
      GRAPH ?passage { ?body akg:bodyOf ?state }
      ?state a akg:State .
    } ORDER BY ?state ?body ?passage
    """
)
pd.DataFrame(bodies).groupby(["state", "body"]).size().rename("passages").to_frame()

# %% [markdown]
# ## The whole network
#
# `states` is an ordinary networkx graph, and the evidence is on the edge: each passage that ties the two.

# %%
pd.set_option("display.max_colwidth", None)
pd.DataFrame(tie["sources"])[["locator", "mode", "gist"]]

# %% [markdown]
# The page: click a line to see who says so.

# %%
kg.explore()
