# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     notebook_metadata_filter: jupytext,-jupytext.text_representation,-kernelspec
# ---

# %%
# Does an article of your own agree with the graph on whether the arrangement binds? In one sentence:
import pathlib
import tempfile

import alliancekg
import alliancekg.check
import alliancekg.draft
import alliancekg.resources

# Made up, every word of it, so that there is something to try; in its place goes the text that you read.
article = """
The Security of Supply Arrangement binds both sides, a made-up official told a made-up newspaper.

The made-up weather was fine. Both sides mean to meet again.
"""
folder = pathlib.Path(tempfile.mkdtemp())
text, source = folder / "article.txt", folder / "made-up-2024-06-does-it-bind.trig"
text.write_text(article, encoding="utf-8")
about = {"title": "Does it bind?", "publisher": "made up", "published": "2024-06-03"}
empty, passages = alliancekg.draft.new(text, source.stem, only=["p01.s1"], described=about)
said = "akd:agreement_us-japan-sosa-2023 akg:legalForce akv:legal-force_binding ."
year = '"2024"^^xsd:gYear'
filled = (
    empty.replace("akd:state_ ", "akd:state_japan ")
    .replace("a akg:Source ;", f"a akg:Source ; akg:coversFrom {year} ; akg:coversTo {year} ;")
    .replace("akv:source-kind_ ", "akv:source-kind_made-up ")
    .replace("akv:reliability_ ", "akv:reliability_unknown ")
    .replace('""^^xsd:dateTime', '"2024-06-10T00:00:00Z"^^xsd:dateTime')
    .replace("akv:mode_ ", "akv:mode_reported ")
    .replace("akv:confidence_ ", "akv:confidence_high ")
    .replace('akg:gist ""', 'akg:gist "An official says that the arrangement binds."')
    .rstrip()
    + f"\n\naks:{source.stem}_p01.s1 {{\n    {said}\n}}\n"
)
source.write_text(filled, encoding="utf-8")
kg = alliancekg.load(alliancekg.resources.graph_folder(), source)
force = {row.object.label: len(row.sources) for row in kg.evidence("SOSA", "legal force")}
told = ", ".join(f"{count} as {label}" for label, count in sorted(force.items()))
agrees = "It agrees" if len(force) == 1 else "It does not agree"
print(f"{agrees}: {sum(force.values())} passages now tell of the arrangement's legal force, {told}.")

# %% [markdown]
# That is the answer; the rest of this notebook takes it apart. The article above is **made up**: it shows
# the way from a text to an answer, and says nothing of the world.
#
# ## The sentences have numbers
#
# Paragraph and sentence make the *locator* of a passage. The words are yours to read; they go into no file.

# %%
for sentence in alliancekg.draft.sentences(text):
    print(sentence.locator, sentence.words, sep="  ")

# %% [markdown]
# ## What is written for you, and what is not
#
# `new` writes all but what only a reader can say. Of the sentence it keeps digest and length, by which it
# is found again. What it leaves empty, `check` names, line by line.

# %%
blank = folder / "blank.trig"
blank.write_text(empty, encoding="utf-8")
for finding in alliancekg.check.check([blank]):
    print(f"line {finding.line}: {finding.what}")

# %% [markdown]
# Filled in, it stands: what it says in your own words, how the source puts it, and the statement in a graph
# with the name of the passage. In a file of your own this is done in an editor.

# %%
print(filled)

# %% [markdown]
# ## Check it
#
# Against the shapes, against the graph that it relies on, and its digests against the text. The finding is no
# slip of the pen: it names the passages that differ, and says how a graph tells of that.

# %%
report = alliancekg.check.report([source], text=text)
for finding in report.findings:
    print(f"{finding.severity}: {finding.what}\n{finding.fix}")
for compared in report.compared:
    if not compared.skipped:
        print(compared)

# %% [markdown]
# ## Ask
#
# Loaded beside the graph that ships with alliancekg, the article is one source among others. Both readings
# stand, each with its passages; which one to follow is for a reader to decide and a conflict note to tell.

# %%
kg.evidence("SOSA", "legal force")

# %% [markdown]
# And what this article alone says:

# %%
alliancekg.load(alliancekg.resources.graph_folder(), source, sources=[source.stem]).show("SOSA")
