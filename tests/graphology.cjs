// Read GEXF files with the reader that programs in the browser use, and print what it read, as JSON, one a line.
const fs = require("node:fs");
const {createRequire} = require("node:module");

const [packages, ...files] = process.argv.slice(2);
const load = createRequire(`${packages}/`);
const Graph = load("graphology");
const {parse} = load("graphology-gexf");

for (const file of files) {
    const graph = parse(Graph, fs.readFileSync(file, "utf8"));
    const nodes = graph.mapNodes((node, data) => [node, data]);
    const edges = graph.mapEdges((_, data, source, target) => [source, target, data]);
    const kind = {directed: graph.type === "directed", size: graph.size, order: graph.order};
    console.log(JSON.stringify({...kind, about: graph.getAttributes(), nodes, edges}));
}
