import type { EstateSnapshot } from '../estate/frozen/snapshot';
import type { ResourceKey } from '../estate/resources';
import { Failure } from '../lifecycle/failure';
import { say, type Words } from '../lifecycle/text';
import type { JudgeRequest, Judgement } from '../lint/ports';
import type { Report } from '../report/report';
import type { RuleId } from '../rules/rule';
import type { Case } from './diagnose/case';

/** What actions need from outside that ask nobody. */
export interface OfflinePorts {
  /** The page of a rule, as Markdown. */
  readonly rulePage: (id: RuleId) => Promise<string>;
  readonly judge: (request: JudgeRequest) => Promise<Judgement>;
}

export interface ActionPorts extends OfflinePorts {
  readonly snapshot: () => EstateSnapshot;
  /** Reads subscriptions, services and apps that were not read yet. */
  readonly readApps: (signal: AbortSignal) => Promise<void>;
  /** Reads anew what a diagnosis of an app goes by. Rejects with `Failure` when the app is gone. */
  readonly readCase: (app: ResourceKey, signal: AbortSignal) => Promise<Case>;
}

/** What is given to an action: strings by name. */
export type ActionInput = Readonly<Record<string, string | undefined>>;

export interface InputField {
  /** For whoever fills it in, a language model included. English. */
  readonly description: string;
  readonly required: boolean;
}

/** Something that a language-model tool, a server of such tools or a command may ask for. It changes nothing and never holds a token. */
export interface Action<Ports = ActionPorts> {
  /** `list_apps`. */
  readonly name: string;
  readonly title: string;
  /** For a language model: what it is good for, and what it gives. English. */
  readonly description: string;
  readonly effect: 'reads';
  /** Whether Azure is asked. */
  readonly reaches: 'nothing' | 'azure';
  readonly input: Readonly<Record<string, InputField>>;
  run(ports: Ports, input: ActionInput, signal: AbortSignal): Promise<Report>;
}

/** What was given, checked: known names, strings, nothing missing, nothing of more than 1 MiB. Throws `Failure` `invalid`. */
export function readInput(action: Pick<Action, 'title' | 'input'>, given: unknown): ActionInput {
  const invalid = (why: Words): Failure =>
    new Failure({ code: 'invalid', what: say("'{0}' cannot be run.", action.title), why });
  if (typeof given !== 'object' || given === null) throw invalid(say('Its input is no object.'));
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(action.input, name)) throw invalid(say("There is no input '{0}'.", name));
    if (typeof value !== 'string') throw invalid(say("The input '{0}' is no text.", name));
    if (value.length > longestInput) throw invalid(say("The input '{0}' is longer than 1 MiB.", name));
  }
  const input = given as ActionInput;
  for (const [name, { required }] of Object.entries(action.input))
    if (required && (input[name] ?? '').trim() === '')
      throw invalid(say("The input '{0}' is missing.", name));
  return input;
}

const longestInput = 1 << 20;

/** The JSON schema of what an action takes. */
export function schemaOf(input: Action['input']) {
  const fields = Object.entries(input);
  return {
    type: 'object' as const,
    properties: Object.fromEntries(
      fields.map(([name, { description }]) => [name, { type: 'string' as const, description }]),
    ),
    required: fields.filter(([, { required }]) => required).map(([name]) => name),
    additionalProperties: false,
  };
}
