import type {
  JvmAssignment,
  JvmCall,
  JvmField,
  JvmFunction,
  JvmLambda,
  JvmNew,
  JvmNode,
  JvmVariable,
} from '../../source/jvm/jvm-file';
import { callbacks, everywhere, holders, keepers, openers, runners, withReceiver } from './flow-names';
import { impliedIn, type Implied } from './implied-receiver';
import { declarationOf, functionAround, referencesOf, scopeAround, type JvmIndex } from './jvm-index';
import { functionsMeant, ownCallsOf, parametersFor } from './own-calls';
import { isPair, isTypeName, isValueSecond, rootOf, variableOfLoop } from './flow-places';
import { Slots } from './slots';
import { nameOf, type Flow, type FlowRules, type Use } from './value-use';

/** Where a value that stands there goes nowhere further. */
const endings: ReadonlySet<JvmNode['kind']> = new Set(['block', 'function', 'type']);

/** Code that hands one value on more often than this is not followed to the end. */
const maxSteps = 2000;

/**
 * Follows a value through variables, choices, functions, constructors, lambdas and references of the file, through Kotlin's scope
 * functions, and through what holds one value (`Optional`, `Mono`, `Supplier`).
 */
export function flowOf(index: JvmIndex, value: JvmNode, rules: FlowRules): Flow {
  return new Tracer(index, rules).trace([value]);
}

/** The same for a variable whose value comes from elsewhere, such as a parameter. */
export function flowOfVariable(index: JvmIndex, variable: JvmVariable, rules: FlowRules): Flow {
  return new Tracer(index, rules).trace(referencesOf(index, variable));
}

class Tracer {
  readonly #index: JvmIndex;
  readonly #rules: FlowRules;
  readonly #seen = new Set<JvmNode>();
  readonly #waiting: JvmNode[] = [];
  readonly #uses: Use[] = [];
  readonly #sets: JvmAssignment[] = [];
  readonly #kept = new Set<JvmVariable>();
  readonly #givers = new Set<JvmFunction>();
  #isLost = false;
  #steps = 0;
  readonly #slots: Slots;

  constructor(index: JvmIndex, rules: FlowRules) {
    this.#index = index;
    this.#rules = rules;
    this.#slots = new Slots(index);
  }

  trace(places: readonly JvmNode[]): Flow {
    for (const place of places) this.#add(place);
    for (let node = this.#waiting.pop(); node !== undefined; node = this.#waiting.pop()) {
      if (this.#steps++ > maxSteps || this.#index.work.left-- < 0) {
        this.#isLost = true;
        break;
      }
      this.#step(node);
    }
    return {
      uses: this.#uses,
      sets: this.#sets,
      kept: this.#kept,
      givers: this.#givers,
      isLost: this.#isLost,
    };
  }

  #add(node: JvmNode): void {
    if (this.#seen.has(node)) return;
    this.#seen.add(node);
    this.#waiting.push(node);
  }

  #step(node: JvmNode): void {
    const { parent } = node;
    if (parent === undefined || endings.has(parent.kind)) return;
    switch (parent.kind) {
      case 'call':
      case 'new':
        this.#used(parent, node);
        return;
      case 'field':
        this.#property(parent);
        return;
      case 'variable':
        this.#keep(parent);
        return;
      case 'lambda':
        if (parent.result === node) this.#givenBack(parent);
        return;
      case 'return':
        this.#returned(parent.from === 'function' ? functionAround(parent) : scopeAround(parent));
        return;
      default:
        this.#carried(node, parent);
    }
  }

  /** The value is a part of a larger expression or statement. */
  #carried(node: JvmNode, parent: JvmNode): void {
    switch (parent.kind) {
      case 'choice':
        if (parent.branches.includes(node)) this.#add(parent);
        return;
      case 'join':
        if (this.#rules.joins) this.#add(parent);
        return;
      case 'loop': {
        const variable = variableOfLoop(parent.children, node);
        if (variable !== undefined) this.#keep(variable);
        return;
      }
      case 'assignment':
        if (parent.value === node) this.#assigned(parent);
        return;
      default:
        this.#other(parent);
    }
  }

  /** `by lazy { value }` gives the property its value; `key to value` holds both. */
  #other(node: JvmNode): void {
    if (isPair(node)) this.#add(node);
    else if (node.parent?.kind === 'variable' && node.children.length === 1) this.#keep(node.parent);
    else this.#isLost = true;
  }

  #keep(variable: JvmVariable): void {
    this.#kept.add(variable);
    for (const one of this.#slots.whereHeld(variable)) this.#add(one);
  }

  #assigned({ target }: JvmAssignment): void {
    // `values[0] = value`.
    const list = target.kind === 'call' && target.name === 'get' ? target.receiver : undefined;
    const variable = declarationOf(this.#index, list ?? target);
    if (variable !== undefined && list !== undefined && target.kind === 'call')
      this.#slots.fill(variable, target);
    if (variable === undefined) this.#isLost = true;
    else this.#keep(variable);
  }

  #returned(scope: ReturnType<typeof scopeAround>): void {
    if (scope?.kind === 'lambda') this.#givenBack(scope);
    else if (scope?.kind === 'function') this.#results(scope);
  }

  #results(from: JvmFunction): void {
    // A getter.
    if (from.parent?.kind === 'variable') {
      this.#keep(from.parent);
      return;
    }
    this.#givers.add(from);
    const calls = ownCallsOf(this.#index, from);
    if (calls.length === 0) this.#isLost = true;
    for (const call of calls) this.#add(call);
  }

  /** The value is what a lambda gives back to whoever calls it. */
  #givenBack(lambda: JvmLambda): void {
    const { parent } = lambda;
    if (parent?.kind === 'call' && runners.has(parent.name)) this.#add(parent);
    else if (parent?.kind === 'variable' && parent.value === lambda) this.#supplied(parent);
    // What `also`, `forEach` and the like call back is not asked for its result.
    else if (parent?.kind === 'call' && !callbacks.has(parent.name))
      this.#use({ by: parent, as: 'argument' });
    else if (parent?.kind !== 'call') this.#isLost = true;
  }

  /** `Supplier<T> name = () -> value; name.get()`, in Kotlin `name()`. */
  #supplied(variable: JvmVariable): void {
    this.#kept.add(variable);
    for (const one of referencesOf(this.#index, variable)) {
      const call = one.parent;
      if (call?.kind === 'call' && call.receiver === one && openers.has(call.name)) this.#add(call);
      else this.#isLost = true;
    }
    for (const call of this.#index.callsByName.get(variable.name) ?? [])
      if (call.receiver === undefined) this.#add(call);
  }

  #used(by: JvmCall | JvmNew, node: JvmNode): void {
    if (node.kind === 'lambda') this.#isLost = true;
    else if (by.kind === 'call' && by.receiver === node) this.#calledOn(by);
    else this.#given(by, by.args.indexOf(node));
  }

  #calledOn(call: JvmCall): void {
    if (this.#callsBack(call)) return;
    const extensions = functionsMeant(this.#index, call).filter(
      ({ receiverType }) => receiverType !== undefined,
    );
    for (const one of extensions) this.#enter(one);
    // What an extension function gives back is found where it returns its receiver.
    if (extensions.length > 0) return;
    const list = call.receiver && declarationOf(this.#index, call.receiver);
    if (!openers.has(call.name)) this.#use({ by: call, as: 'receiver' });
    // What stands at another place of a list or map is something else.
    else if (list === undefined || this.#slots.mayHold(list, call, this.#seen)) this.#add(call);
  }

  /** `value.let { ... }`, `holder.map(...)`: the first lambda is called with the value. */
  #callsBack(call: JvmCall): boolean {
    const lambda = callbacks.has(call.name) ? call.args.find(({ kind }) => kind === 'lambda') : undefined;
    if (lambda?.kind !== 'lambda') return false;
    const isReceiver = withReceiver.has(call.name) && lambda.parameters.length === 0;
    if (isValueSecond(call, lambda)) this.#enterLambda(lambda, false, 1);
    else this.#enterLambda(lambda, isReceiver);
    if (keepers.has(call.name)) this.#add(call);
    return true;
  }

  #given(by: JvmCall | JvmNew, place: number): void {
    const [, second] = by.args;
    if (by.kind === 'call' && by.receiver === undefined && by.name === 'with' && second?.kind === 'lambda') {
      this.#enterLambda(second, true);
      return;
    }
    const parameters = parametersFor(this.#index, by, place);
    if (parameters.length > 0) for (const one of parameters) this.#keep(one);
    else if (holders.has(nameOf(by))) this.#add(by);
    else {
      this.#use({ by, as: 'argument' });
      if (by.kind === 'call') this.#fill(by);
    }
  }

  #fill(call: JvmCall): void {
    const { name, receiver } = call;
    const isEntry = this.#rules.entries?.has(name) === true && call.args.length === 2;
    if (!isEntry && this.#rules.fillers?.has(name) !== true) return;
    const root = rootOf(receiver);
    const variable = root && declarationOf(this.#index, root);
    if (variable === undefined || (isEntry && !this.#slots.fillEntry(variable, call))) return;
    this.#keep(variable);
  }

  #property(field: JvmField): void {
    const { parent } = field;
    if (parent?.kind === 'assignment' && parent.target === field) this.#sets.push(parent);
    else this.#use({ by: field, as: 'receiver' });
  }

  #use(use: Use): void {
    this.#uses.push(use);
    if (this.#rules.passes(use)) this.#add(use.by);
  }

  /** An extension function, of which the value is the receiver. */
  #enter(extension: JvmFunction): void {
    if (this.#seen.has(extension)) return;
    this.#seen.add(extension);
    this.#within(impliedIn(extension, 'this'));
  }

  #enterLambda(lambda: JvmLambda, isReceiver: boolean, place = 0): void {
    if (lambda.isReference) {
      this.#refer(lambda);
      return;
    }
    const parameter = lambda.parameters[place];
    if (parameter !== undefined) this.#keep(parameter);
    else if (!this.#seen.has(lambda)) {
      this.#seen.add(lambda);
      this.#within(impliedIn(lambda, isReceiver ? 'this' : 'it'));
    }
  }

  #within({ names, calls, reads, sets }: Implied): void {
    for (const name of names) this.#add(name);
    for (const call of calls)
      if (!everywhere.has(call.name) && functionsMeant(this.#index, call).length === 0)
        this.#use({ by: call, as: 'receiver' });
    for (const read of reads)
      if (!this.#index.variables.has(read.name)) this.#use({ by: read, as: 'receiver' });
    for (const set of sets)
      if (declarationOf(this.#index, set.target)?.role !== 'local') this.#sets.push(set);
  }

  /** `Type::name` is called on the value, `target::name` and `Type::new` with it. */
  #refer({ result }: JvmLambda): void {
    if (result?.kind === 'new') this.#given(result, 0);
    if (result?.kind !== 'call') return;
    const { receiver } = result;
    const isOnValue = receiver?.kind === 'name' && isTypeName(this.#index, receiver.name);
    if (isOnValue && functionsMeant(this.#index, result).length === 0) this.#calledOn(result);
    else this.#given(result, 0);
  }
}
