/** Whether Node carries requests, and not a browser. */
export const isNode = 'process' in globalThis && 'setImmediate' in globalThis;

/** The next turn of the event loop: what waits besides is served before. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (isNode) setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
