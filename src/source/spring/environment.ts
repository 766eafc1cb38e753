import type { Span } from '../span';
import { keyPathOf } from './environment-name';
import { segmentsOf, springDocument, uniform, type SpringConfig, type SpringProperty } from './spring-config';

/** An environment variable that some file, or Azure, gives to an app. */
export interface GivenVariable {
  /** As written: `SPRING_DATASOURCE_URL`. */
  readonly name: string;
  /** Decoded, `''` where it is set to nothing; `undefined` where the file does not tell: an expression, a reference, a secret. */
  readonly value: string | undefined;
  /** The value as written, without quotes; the name where no value stands. */
  readonly span: Span;
  /** The name as written, without quotes. */
  readonly nameSpan: Span;
  /** The app, container or service it is given to, as far as its name is literal. */
  readonly app: string | undefined;
}

/** Stands for a value that is given and not known: a reference to nothing that anybody has. */
const unknownValue = '${?}';

/** Variables whose value is options of the JVM, which take system properties as `-Dkey=value`; Spring takes `--key=value` as well. */
const optionVariables = new Set(['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', 'JAVA_OPTS', '_JAVA_OPTIONS']);
const mostProperties = 2000;

/** Stands for the name of what an app is started with: `java -Dkey=value -jar app.jar --key=value`. */
export const commandLine = 'JAVA_OPTS';

/** Variables as Spring reads them: one configuration for each app they are given to. */
export function environmentsOf(variables: readonly GivenVariable[]): readonly SpringConfig[] {
  const apps = new Map<string | undefined, GivenVariable[]>();
  for (const one of variables) {
    const key = one.app?.toLowerCase();
    apps.set(key, [...(apps.get(key) ?? []), one]);
  }
  return [...apps.values()].map((given): SpringConfig => {
    const app = given[0]?.app;
    // What stands later wins: system properties win over variables, and SPRING_APPLICATION_JSON over both.
    const documents = [given.map(propertyOf), given.flatMap(systemProperties), given.flatMap(fromJson)];
    return {
      kind: 'spring',
      syntax: 'environment',
      fileProfile: undefined,
      ...(app !== undefined && { app }),
      documents: documents.filter((one) => one.length > 0).map(springDocument),
    };
  });
}

function propertyOf(variable: GivenVariable): SpringProperty {
  const { name, value } = variable;
  // Kubernetes and Spring Apps take names with dots as well.
  const path = name.includes('.') ? segmentsOf(name) : keyPathOf(name);
  return { ...property(path, value ?? unknownValue, variable), variable: name };
}

function systemProperties(variable: GivenVariable): readonly SpringProperty[] {
  if (!optionVariables.has(variable.name.toUpperCase())) return [];
  const options = [
    ...(variable.value ?? '').matchAll(/(?:^|\s)["']?(?:-D|--)([^\s=]+)=("[^"]*"|'[^']*'|\S*)/g),
  ];
  return options
    .slice(0, mostProperties)
    .map(([, key = '', value = '']) =>
      property(segmentsOf(key), value.replace(/^["']|["']$/g, ''), variable),
    );
}

function fromJson(variable: GivenVariable): readonly SpringProperty[] {
  if (variable.name.toUpperCase() !== 'SPRING_APPLICATION_JSON' || variable.value === undefined) return [];
  const properties: SpringProperty[] = [];
  const open: { readonly value: unknown; readonly path: readonly string[] }[] = [
    { value: parsed(variable.value), path: [] },
  ];
  for (let one = open.pop(); one !== undefined && properties.length < mostProperties; one = open.pop()) {
    const { value, path } = one;
    if (typeof value !== 'object' || value === null) {
      if (path.length > 0) properties.push(property(path, literal(value), variable));
      continue;
    }
    const children = Array.isArray(value)
      ? value.map((item: unknown, i) => ({
          value: item,
          path: [...path.slice(0, -1), `${path.at(-1) ?? ''}[${i}]`],
        }))
      : Object.entries(value).map(([key, item]) => ({
          value: item as unknown,
          path: [...path, ...segmentsOf(key)],
        }));
    if (path.length < 100) open.push(...children.reverse());
  }
  return properties;
}

function literal(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Half typed, or put together elsewhere.
    return undefined;
  }
}

/** Nothing is edited here: whoever reads a variable knows how the file writes it. */
function property(path: readonly string[], value: string, { span }: GivenVariable): SpringProperty {
  return {
    key: uniform(path.join('.')),
    path,
    value,
    valueSpan: span,
    written: [{ span, depth: path.length, flow: true }],
    end: span.end,
    editable: false,
  };
}
