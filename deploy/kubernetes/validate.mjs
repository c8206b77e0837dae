// Each object of a file of many, by the schema of its kind; ends with 1 where one does not fit or has a field too many.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";

let wrong = 0;
let count = 0;
for (const document of parseAllDocuments(readFileSync(process.argv[2], "utf8"))) {
  const object = document.toJS();
  const { apiVersion, kind, metadata } = object;
  if (kind === "Secret") {
    // Kustomize breaks what is long into lines, as Base64 may be.
    object.data = Object.fromEntries(Object.entries(object.data).map(([key, value]) => [key, value.replaceAll("\n", "")]));
  }
  const home = apiVersion.startsWith("keda.sh/") ? "@kubernetes-models/keda" : "kubernetes-models";
  const name = `${kind} ${metadata.name}`;
  try {
    const module = await import(`${home}/${apiVersion}/${kind}`);
    const { [kind]: Kind } = module[kind] ? module : module.default;
    new Kind(object).validate();
    console.log(`right  ${apiVersion} ${name}`);
  } catch (problem) {
    wrong++;
    console.log(`WRONG  ${apiVersion} ${name}: ${problem.message}`);
  }
  count++;
}
console.log(`${count} objects, ${wrong} wrong`);
process.exit(wrong ? 1 : 0);
