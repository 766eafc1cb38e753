import type { Span } from '../span';

/** An environment variable of a container. */
export interface ContainerVariable {
  readonly name: string;
  readonly nameSpan: Span;
  /** Absent where it comes from a secret, a map or a template. */
  readonly value?: string;
  /** Without quotes; of the name where no value stands. */
  readonly span: Span;
  /** The name of the workload or service it is given to. */
  readonly app?: string;
}

export interface KeptSecret extends ContainerVariable {
  /** As written, in base64 where it is `encoded`. */
  readonly value: string;
  readonly encoded: boolean;
}

/** What a manifest of Kubernetes, a compose file, a chart's values or a file of variables tell of the containers they start. */
export interface ManifestFile {
  readonly kind: 'manifest';
  readonly variables: readonly ContainerVariable[];
  /** What a `Secret` of Kubernetes holds, and other values of a chart. */
  readonly secrets: readonly KeptSecret[];
  /** Pods that get their tokens by workload identity. */
  readonly workloadIdentities: readonly { readonly app?: string; readonly span: Span }[];
}
