# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     notebook_metadata_filter: jupytext,-jupytext.text_representation,-kernelspec
# ---

# %%
# Who bridges the network, and what would be cut off without it? In one sentence:
import networkx as nx
import pandas as pd

import alliancekg

kg = alliancekg.load()
ranked = kg.rank("betweenness")
bridge = ranked.rows[0]
between = next(row for row in ranked if row.kind != "state")
graph = kg.project("entities")
rest = nx.Graph(graph)
rest.remove_node(bridge.node.id)
main = max(nx.connected_components(rest), key=len)
print(
    f"{bridge.node.label} bridges the network: {bridge.value:.0%} of the shortest ways between others"
    f" lead over it, and without it {len(rest) - len(main)} of {len(graph)} things are cut off from the rest;"
    f" of what is no state, {between.node.label} stands most between others."
)

# %% [markdown]
# That is the answer; the rest of this notebook takes it apart. *Betweenness* is the share of the shortest
# ways between two other things that lead over a thing, each of several equally short ways counting in part.
# It measures what the sources tell, not power: who is written about most stands between most.

# %%
ranked.to_pandas().head(10)

# %% [markdown]
# ## Why
#
# A state is a hub by nature. More is to be learnt from the first thing that is none: others pass through
# its relations, and each of these has its passages.

# %%
kg.show(between.node.id)

# %% [markdown]
# ## Who belongs together
#
# Communities are things tied more among each other than chance would tie them: a way to look, no statement
# of a source. Each is named here by its thing with the most ties.

# %%
ties = kg.rank("degree").to_pandas()[["id", "degree"]]
groups = kg.communities()
sized = groups.to_pandas().merge(ties).sort_values("degree", kind="stable").groupby("group")
sized.agg(things=("id", "size"), most_tied=("label", "last"))

# %% [markdown]
# ## A way across, with its evidence
#
# From the most tied thing of the largest group to that of the next, with no state on the way: what else
# holds the two together, hop by hop?

# %%
here, there = sized["id"].last().iloc[:2]
kg.path(here, there, without=["State"])

# %% [markdown]
# ## In networkx itself
#
# A projection *is* a networkx graph, so everything that networkx knows works on it. In `states` two states
# are tied by the agreements and programs that they share; the weight counts these, and the edge lists them.

# %%
states = kg.project("states")
edges = nx.to_pandas_edgelist(states).sort_values("weight", ascending=False, kind="stable")
edges[["source", "target", "weight", "agreements", "programs"]].head(10)

# %% [markdown]
# And back from a number to who says so: the passages behind the heaviest tie of all.

# %%
pd.set_option("display.max_colwidth", None)
pd.DataFrame(edges["sources"].iloc[0])[["source", "locator", "mode", "gist"]]
