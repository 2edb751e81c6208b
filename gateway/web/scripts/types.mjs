// Writes the client's types from the services' checked-in OpenAPI documents: `npm run types`.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const services = new URL("../../../services/", import.meta.url);
const target = new URL("../src/shared/api/generated/", import.meta.url);
mkdirSync(target, { recursive: true });
for (const name of readdirSync(services)) {
  const document = new URL(`${name}/openapi.json`, services);
  if (!existsSync(document)) continue;
  const schema = JSON.parse(readFileSync(document, "utf8"));
  const text = astToString(await openapiTS(schema, { defaultNonNullable: false }));
  writeFileSync(
    new URL(`${name}.d.ts`, target),
    `// Generated from services/${name}/openapi.json by npm run types.\n${text}`,
  );
  console.log(`${name}.d.ts`);
}
