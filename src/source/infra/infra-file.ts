import type { Span } from '../span';
import type { Names } from './names';
import type { Entry, ObjectValue, Value } from './value';

/** A Bicep, ARM or Terraform file: resources, and what gives values to their properties. */
export interface InfraFile {
  readonly kind: 'infra';
  readonly language: InfraLanguage;
  readonly resources: readonly Resource[];
  /** Parameters and variables that take a value from outside. */
  readonly inputs: readonly Input[];
  /** Names with a value of their own in the file: `var` and `variables`, Terraform's locals. */
  readonly definitions: readonly Entry[];
  readonly outputs: readonly Entry[];
  /** Values for the inputs of another file: what `tfvars`, `bicepparam` and parameter files are made of. */
  readonly given: readonly Entry[];
  /** What the names in its expressions stand for, outside of nested templates. */
  readonly names: Names;
}

export type InfraLanguage = 'bicep' | 'arm' | 'terraform';

export interface Resource {
  /** Lower case, without the version: `microsoft.appplatform/spring/apps`, `azurerm_spring_cloud_app`, `module`. */
  readonly type: string;
  readonly typeSpan: Span;
  /** As written, also where a nested Bicep resource takes it from the one around it. */
  readonly apiVersion?: { readonly text: string; readonly span: Span };
  /** What expressions of the file start with to mean this resource: `orders`, `azurerm_spring_cloud_app.orders`. */
  readonly address: readonly string[];
  /** Declared elsewhere: Bicep's `existing`, Terraform's `data`. */
  readonly existing: boolean;
  /** The whole body. Of `azapi_resource` with its own `body` merged in. */
  readonly body: ObjectValue;
  /** Of a module, where it is taken from: a path, or the name of a registry's module. */
  readonly source?: string;
  /** The resource it is nested in. */
  readonly parent?: Resource;
  /** What the names in its expressions stand for. */
  readonly names: Names;
}

export interface Input {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Value | undefined;
  /** What gives it its value: `= 'x'`, `default = "x"`. */
  readonly assigned?: Span;
  /** `@secure()`, `securestring`, `sensitive = true`: its value is kept out of logs. */
  readonly secure: boolean;
}
