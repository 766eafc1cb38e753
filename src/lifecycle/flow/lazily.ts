/** Nothing but methods that answer later. */
type Answering<T> = { readonly [K in keyof T]: (...args: never[]) => Promise<unknown> };

/** As what `open` gives, which is asked for anew with each call: it may be another one by then. A call fails as opening does. */
export function lazily<T extends Answering<T>>(open: () => Promise<T>): T {
  const methods: ProxyHandler<object> = {
    get: (_, name) => {
      // A promise of it must not take it for another promise.
      if (typeof name === 'symbol' || name === 'then') return undefined;
      return async (...args: never[]): Promise<unknown> => (await open())[name as keyof T](...args);
    },
  };
  return new Proxy({}, methods) as T;
}
