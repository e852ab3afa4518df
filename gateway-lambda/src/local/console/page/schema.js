// JSON Schema, as far as a form needs it.

const REFERENCE = /^#\/(?:definitions|\$defs)\/(.+)$/;

/** The schema behind references, and without the `null` that stands for an absent value. */
export function resolve(schema, definitions) {
  if (typeof schema !== "object" || schema === null) return {};
  const { $ref, anyOf, oneOf, allOf, ...rest } = schema;
  const name = $ref?.match(REFERENCE)?.[1];
  if (name) return { ...resolve(definitions[name], definitions), ...rest };
  const branches = (anyOf ?? oneOf ?? allOf)?.filter((branch) => branch.type !== "null");
  if (branches?.length === 1) return { ...resolve(branches[0], definitions), ...rest };
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== "null");
    return { ...schema, type: types.length === 1 ? types[0] : types };
  }
  return schema;
}

/** The values of an enumeration: plain, or with a description each. */
export function choices(schema) {
  const values = schema.enum ?? schema.oneOf?.flatMap((choice) => choice.enum ?? [choice.const]);
  return values?.every((value) => typeof value === "string") ? values : undefined;
}

/** The types that a value may have, of a schema with or without branches. */
export function types(schema) {
  const branches = schema.anyOf ?? schema.oneOf;
  return branches ? branches.flatMap((branch) => types(branch)) : [schema.type].flat();
}

/** The schema with what it refers to in place, but for a type within itself. */
export function expanded(schema, definitions, within = []) {
  if (Array.isArray(schema)) return schema.map((item) => expanded(item, definitions, within));
  if (typeof schema !== "object" || schema === null) return schema;
  const name = schema.$ref?.match(REFERENCE)?.[1];
  if (name && name in definitions && !within.includes(name)) {
    const { $ref, ...rest } = schema;
    return { ...expanded(definitions[name], definitions, [...within, name]), ...rest };
  }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, expanded(value, definitions, within)]));
}
