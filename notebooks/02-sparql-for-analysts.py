# ---
# jupyter:
#   jupytext:
#     custom_cell_magics: sparql
#     formats: ipynb,py:percent
#     notebook_metadata_filter: jupytext,-jupytext.text_representation,-kernelspec
# ---

# %%
# On whose word do the agreements rest, and which on the word of one publisher alone? In one sentence:
import alliancekg

kg = alliancekg.load()
said = kg.query(
    """
    SELECT DISTINCT ?agreement ?publisher {
      ?agreement a akg:Agreement .
      GRAPH ?passage { { ?agreement ?is ?what } UNION { ?what ?is ?agreement } }
      GRAPH ?source { ?passage akg:assertionMode ?mode . ?source dcterms:publisher ?publisher }
      FILTER (?mode IN (akv:mode_reported, akv:mode_announced))
    }
    """
).to_pandas()
publishers = said.groupby("agreement")["publisher"].nunique()
alone, most = publishers[publishers == 1], publishers.idxmax()
print(
    f"Of {len(publishers)} agreements that sources report or announce,"
    f" {len(alone)} rest on the word of one publisher alone;"
    f" the {kg.entity(most).label} rests on that of {publishers[most]}."
)

# %% [markdown]
# That is the answer; the rest of this notebook shows how such a question is put, from the simple to the
# fine. Queries stand in cells of their own: the first line `%%sparql` makes one of a cell, and asks the
# graph `kg`.

# %%
# %load_ext alliancekg

# %% [markdown]
# ## Which state is bound by which agreement
#
# Each statement stands once in the default graph, so a plain pattern needs no `DISTINCT` and counts right.
# The marks are the passages behind the statements that the query matched; *derived* names the rule that
# made one of them: a ministry signs, and its state is bound.

# %% language="sparql"
# SELECT ?state ?agreement {
#   ?agreement akg:stateParty ?state
# } ORDER BY ?state ?agreement

# %% [markdown]
# ## Who says so
#
# Every statement also stands in the named graph of the passage that says it: `GRAPH ?passage` asks for
# that. What is known of the passage itself stands in the graph of its source. This counts who speaks of the
# agreements, publisher by publisher.

# %% language="sparql"
# SELECT ?publisher (COUNT(DISTINCT ?passage) AS ?passages) (COUNT(DISTINCT ?agreement) AS ?agreements) {
#   ?agreement a akg:Agreement .
#   GRAPH ?passage { ?what akg:changes|akg:participationIn ?agreement }
#   GRAPH ?source { ?passage akg:passageOf ?source . ?source dcterms:publisher ?publisher }
# } GROUP BY ?publisher ORDER BY DESC(?passages) ?publisher

# %% [markdown]
# ## How it is said
#
# A hedge is no report: what a source expects, advises or denies stays in its named graph and out of the
# default one. So a query that asks a passage directly must ask for its mode as well, as the first cell
# does.

# %% language="sparql"
# SELECT ?mode (COUNT(?passage) AS ?passages) {
#   GRAPH ?source { ?passage akg:assertionMode ?mode }
# } GROUP BY ?mode ORDER BY DESC(?passages) ?mode

# %% [markdown]
# ## When
#
# A date is written as precisely as its source has it, and what is compared are its bounds: the first and
# the last day that it can have been. A word behind `%%sparql` is the name of a variable that gets the
# result.

# %% magic_args="dated" language="sparql"
# SELECT ?event ?stated ?earliest ?latest {
#   ?event akg:date ?stated ; akg:earliest ?earliest ; akg:latest ?latest .
# } ORDER BY ?earliest ?event ?stated

# %% [markdown]
# `to_pandas()` takes it further: how many days does each date leave open? One that is only known to be *by* a
# day begins with the first day there is. The passages of each row are in a column of their own.

# %%
days = dated.to_pandas().astype({"earliest": "datetime64[s]", "latest": "datetime64[s]"})
days["open"] = days["latest"] - days["earliest"]
days.sort_values("open", ascending=False, kind="stable").head(10)

# %% [markdown]
# ## When the answer is no
#
# *False* means not found in what was searched, and says so; a denial would be a passage that denies. With
# `--as-of` the graph is cut to a day before the query runs.

# %% magic_args="--as-of 2020" language="sparql"
# ASK { akd:agreement_us-japan-sosa-2023 akg:legalForce akv:legal-force_binding }
