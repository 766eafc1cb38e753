import type { ClientCode, InBoth, Input } from '../code/client-code';
import type { Connection } from '../connection';
import type { Ingredients, Library, Making, Setting } from '../recipe';
import { clientIdKey, ownSettings } from './settings';

/** A client of the SDK, which a starter makes or the app itself. */
export interface SdkClient {
  readonly className: string;
  readonly purpose: string;
  /** With its package. */
  readonly client: string;
  readonly imports?: readonly string[];
  readonly buildImports: readonly string[];
  readonly build: InBoth;
  readonly methods: InBoth;
  readonly refusal: NonNullable<ClientCode['refusal']>;
  /** What it is made from, with the values for this connection. */
  readonly inputs: readonly (Input & { readonly value: string })[];
  /** Settings and libraries where the starter makes it. */
  readonly starter: { readonly settings: readonly Setting[]; readonly libraries: readonly Library[] };
  /** Properties of the starter that methods need. */
  readonly starterInputs?: readonly Input[];
  readonly libraries: readonly Library[];
}

/** What goes into a project for a client of the SDK. */
export function clientIngredients({ connection, way }: Making, client: SdkClient): Ingredients {
  const injected = way === 'starter';
  const type = client.client.slice(client.client.lastIndexOf('.') + 1);
  const code: ClientCode = {
    className: client.className,
    purpose: client.purpose,
    client: type,
    field: 'client',
    injected,
    inputs: injected ? (client.starterInputs ?? []) : client.inputs,
    ...(injected ? {} : clientIdKey(connection)),
    build: client.build,
    imports: [client.client, ...(client.imports ?? [])],
    buildImports: client.buildImports,
    methods: client.methods,
    refusal: client.refusal,
  };
  if (injected) return { ...client.starter, code };
  return { settings: settingsFor(connection, way, client), libraries: client.libraries, code };
}

/** A program without Spring gives its class what it needs itself. */
function settingsFor(connection: Connection, way: Making['way'], { inputs }: SdkClient): readonly Setting[] {
  return way === 'plain' ? [] : ownSettings(connection, inputs);
}

/** A call of the client whose refusal is said in words. */
export function guarded(
  doc: string,
  java: readonly [head: string, ...body: string[]],
  kotlin: readonly [head: string, ...body: string[]],
  error: string,
): InBoth {
  const type = error.slice(error.lastIndexOf('.') + 1);
  const [javaHead, ...javaBody] = java;
  const [kotlinHead, ...kotlinBody] = kotlin;
  return {
    java: [
      `/** ${doc} */`,
      `public ${javaHead} {`,
      '    try {',
      ...javaBody.map((line) => `        ${line}`),
      `    } catch (${type} error) {`,
      '        throw refused(error);',
      '    }',
      '}',
    ],
    kotlin: [
      `/** ${doc} */`,
      `fun ${kotlinHead} {`,
      '    try {',
      ...kotlinBody.map((line) => `        ${line}`),
      `    } catch (error: ${type}) {`,
      '        throw refused(error)',
      '    }',
      '}',
    ],
  };
}
