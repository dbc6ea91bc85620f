"use strict";

// What the page knows, read once from the JSON in the file. Nothing here changes after loading.
akg.data = (() => {
  // What is empty was left out of the file, and each text of a relation stands in it once.
  const NODE = { class: "", short: "", aliases: [], relations: [], notices: [], x: 0, y: 0, held: 0 };
  const EDGE = { key: "", relation: "", date: "", derived: "", contested: false, sources: [], bend: 0, fact: 0, held: 0 };

  /** The relations, unfolded from their rows. */
  function unpacked({ texts, terms, rows }) {
    const term = (at) => ({ id: texts[terms[at][0]], label: texts[terms[at][1]] });
    const detail = ([label, value, date = 0, details = []]) => ({
      label: texts[label],
      value: term(value),
      date: texts[date],
      details: details.map(detail),
    });
    return rows.map(
      ([subject, relation, object, sources = [], held = 0, date = 0, details = [], derived = 0, contested = 0]) => ({
        subject: term(subject),
        relation: texts[relation],
        object: term(object),
        sources,
        held,
        date: texts[date],
        details: details.map(detail),
        derived: texts[derived],
        contested: contested === 1,
      }),
    );
  }

  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const raw = read("page-data");
  const page = { ...raw, relations: unpacked(raw.relations) };
  const classById = new Map(page.classes.map((entry) => [entry.id, entry]));
  const nodes = read("graph-nodes").map((node) => {
    const { kind, rank, shape, size, font_size } = classById.get(node.class);
    return { ...NODE, label: node.name, ...node, kind, rank, shape, size, font_size };
  });
  const edges = read("graph-edges").map((edge) => ({ ...EDGE, ...edge }));
  const options = JSON.parse(read("graph-options")); // pyvis hands them on as text

  const nodeById = new Map(nodes.map((node) => [node.id, node]));
  const edgeById = new Map(edges.map((edge) => [edge.id, edge]));

  const ties = new Map(nodes.map((node) => [node.id, []]));
  for (const edge of edges) {
    ties.get(edge.from).push(edge);
    if (edge.to !== edge.from) ties.get(edge.to).push(edge);
  }

  /** The edges at a node. */
  const tiesOf = (id) => ties.get(id) ?? [];

  /** The nodes at the other end of the edges of a node. */
  const neighbours = (id) => new Set(tiesOf(id).map((edge) => (edge.from === id ? edge.to : edge.from)));

  /** The relation that an edge draws; when nothing more is told of it, what the edge itself says. */
  function factOfEdge(edge) {
    if (edge.fact >= 0) return page.relations[edge.fact];
    const term = (id) => ({ id, label: nodeById.get(id).name });
    return { ...edge, id: edge.key, subject: term(edge.from), object: term(edge.to), details: [] };
  }

  /** The relations of a node in reading order; its edges stand in where nothing is told. */
  function factsOfNode(node) {
    if (node.relations.length) return node.relations.map((index) => page.relations[index]);
    return tiesOf(node.id).map(factOfEdge);
  }

  return {
    page,
    nodes,
    edges,
    options,
    nodeById,
    edgeById,
    classById,
    tiesOf,
    neighbours,
    factOfEdge,
    factsOfNode,
  };
})();
