import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Schema {
  readonly $ref?: string;
  readonly enum?: readonly string[];
  readonly 'x-ms-enum'?: { readonly modelAsString?: boolean };
  readonly 'x-ms-discriminator-value'?: string;
  readonly discriminator?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
}

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly definitions: Readonly<Record<string, Schema>>;
}

interface Finding {
  readonly problems: string[];
  looked: number;
}

interface Spot {
  readonly value: unknown;
  readonly place: string;
}

interface Located {
  readonly schema: Schema;
  readonly file: string;
}

/**
 * Checks the values of enumerations. The validator lets any word pass where an enumeration may grow
 * (`x-ms-enum.modelAsString`); a word Azure never says would still mislead every client.
 */
export class Enumerations {
  readonly #documents = new Map<string, Document>();
  readonly #files: readonly string[];

  constructor(files: readonly string[]) {
    this.#files = files;
  }

  /** What is wrong in the answer of an operation, and how many values were looked at. */
  check(operationId: string, apiVersion: string, answer: { status: number; body: unknown }): Finding {
    const finding: Finding = { problems: [], looked: 0 };
    const start = this.#answerSchema(operationId, apiVersion, answer.status);
    if (start !== undefined) this.#visit({ value: answer.body, place: operationId }, start, finding);
    return finding;
  }

  #visit({ value, place }: Spot, located: Located, finding: Finding): void {
    const { schema, file } = this.#resolve(located.schema, located.file);
    if (schema.enum !== undefined && typeof value === 'string') {
      finding.looked += 1;
      if (!schema.enum.includes(value))
        finding.problems.push(`${place} is '${value}', not one of ${schema.enum.join(', ')}`);
    }
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries())
        if (schema.items !== undefined)
          this.#visit({ value: item, place: `${place}[${i}]` }, { schema: schema.items, file }, finding);
    } else if (typeof value === 'object' && value !== null)
      this.#visitObject({ value: value as Record<string, unknown>, place }, { schema, file }, finding);
  }

  #visitObject(spot: Spot & { value: Record<string, unknown> }, located: Located, finding: Finding): void {
    const { value, place } = spot;
    for (const [name, property] of this.#propertiesOf(value, located))
      if (name in value) this.#visit({ value: value[name], place: `${place}.${name}` }, property, finding);
    const { additionalProperties } = located.schema;
    if (typeof additionalProperties !== 'object') return;
    for (const [name, item] of Object.entries(value))
      this.#visit(
        { value: item, place: `${place}.${name}` },
        { schema: additionalProperties, file: located.file },
        finding,
      );
  }

  #answerSchema(operationId: string, apiVersion: string, status: number): Located | undefined {
    for (const file of this.#files.filter((name) => name.includes(`/${apiVersion}/`)))
      for (const operations of Object.values(this.#document(file).paths))
        for (const operation of Object.values(operations))
          if (operation.operationId === operationId) {
            const schema = (operation.responses[String(status)] ?? operation.responses['default'])?.schema;
            return schema && { schema, file };
          }
    return undefined;
  }

  /** Properties of a schema with those it inherits and those of the kind its discriminator names. */
  #propertiesOf(value: Record<string, unknown>, { schema, file }: Located): Map<string, Located> {
    const found = new Map<string, Located>();
    const add = (located: Located): void => {
      const resolved = this.#resolve(located.schema, located.file);
      for (const base of resolved.schema.allOf ?? []) add({ schema: base, file: resolved.file });
      for (const [name, property] of Object.entries(resolved.schema.properties ?? {}))
        found.set(name, { schema: property, file: resolved.file });
    };
    add({ schema, file });
    if (schema.discriminator !== undefined) {
      const wanted = value[schema.discriminator];
      const kind = Object.values(this.#document(file).definitions).find(
        (definition) => definition['x-ms-discriminator-value'] === wanted,
      );
      if (kind !== undefined) add({ schema: kind, file });
    }
    return found;
  }

  #resolve(schema: Schema, file: string): Located {
    if (schema.$ref === undefined) return { schema, file };
    const [document = '', pointer = ''] = schema.$ref.split('#');
    const target = document === '' ? file : path.resolve(path.dirname(file), document);
    const name = pointer.replace(/^\/definitions\//, '');
    const found = this.#document(target).definitions[name];
    if (found === undefined) throw new Error(`${schema.$ref} is not in ${target}`);
    return this.#resolve(found, target);
  }

  #document(file: string): Document {
    const kept = this.#documents.get(file);
    if (kept !== undefined) return kept;
    const read = JSON.parse(readFileSync(file, 'utf8')) as Document;
    this.#documents.set(file, read);
    return read;
  }
}
