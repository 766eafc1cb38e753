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
  /** Of the container, as far as it is literal; of what a chart gives to a part of it, what that is called. */
  readonly image?: string;
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
  /** What a `Secret` of Kubernetes holds, other values of a chart, and arguments of a build. */
  readonly secrets: readonly KeptSecret[];
  /** Pods that get their tokens by workload identity. */
  readonly workloadIdentities: readonly { readonly app?: string; readonly span: Span }[];
  /** Of a compose file: the images that it starts. */
  readonly images?: readonly string[];
  /** Of a kustomization: the variables whose values it fills in, and the files and folders that it takes. */
  readonly filled?: readonly string[];
  readonly taken?: readonly string[];
}

/** What other files tell of a manifest: what runs beside it, and which of its variables are filled in. */
export interface BesideManifest {
  /** Of compose files of its folder. */
  readonly images: readonly string[];
  readonly filled: readonly string[];
}
