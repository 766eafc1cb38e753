export type HostName = 'newest' | 'oldest';

/** An installed (or installable) VS Code server: the Node it runs on, and its entry file. Absolute paths. */
export interface Host {
  readonly name: HostName;
  readonly node: string;
  readonly server: string;
}

export function locateHost(name: HostName): Host;
export function installHost(name: HostName, options?: { signal?: AbortSignal }): Promise<Host>;
