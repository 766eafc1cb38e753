import type { ServiceId } from '../../access/azure-service';
import type { Use } from '../../access/least-role';
import type { Text } from '../../lifecycle/text';
import type { BootVersion } from '../../rules/build/majors';
import type { ClientCode } from './code/client-code';
import type { Connectable, Connection } from './connection';

/** A setting that a connection needs, with Spring's own spelling of the key. */
export interface Setting {
  /** `spring.cloud.azure.cosmos.endpoint`. */
  readonly key: string;
  readonly value: string;
}

/** Settings of one item of a list, which is found by what tells it from the others. */
export interface ListSettings {
  /** `spring.cloud.azure.keyvault.secret.property-sources`. */
  readonly list: string;
  /** What an item is known by: the first of these. Written to a new one alone. */
  readonly known: readonly [Setting, ...Setting[]];
  /** What else it holds; keys below the item. */
  readonly settings: readonly Setting[];
}

/** Who gives a library its version. */
export type VersionSource = 'springBoot' | 'springCloudAzure' | 'azureSdk';

export interface Library {
  readonly group: string;
  readonly artifact: string;
  readonly from: VersionSource;
  /** Where no Spring Boot gives it one. */
  readonly version?: string;
  /** The code does not name it: a driver. */
  readonly runtime?: true;
  /** Others that bring the same: with one of them there is nothing to add. */
  readonly broughtBy?: readonly string[];
}

/** How the app gets its client. */
export type Way =
  /** Spring Cloud Azure makes it from the configuration. */
  | 'starter'
  /** The app's own class makes it, from properties of Spring. */
  | 'properties'
  /** The same without Spring. */
  | 'plain';

export interface Ingredients {
  readonly settings: readonly Setting[];
  readonly lists?: readonly ListSettings[];
  readonly libraries: readonly Library[];
  readonly code: ClientCode;
}

export interface Making {
  readonly connection: Connection;
  readonly way: Way;
  readonly boot?: BootVersion;
}

/** How to connect to one kind of resource. */
export interface Recipe {
  readonly to: Connectable;
  readonly label: Text;
  /** Whose tokens are asked for; absent where it is an application of one's own. */
  readonly service?: ServiceId;
  readonly area?: string;
  /** What the code does there, as far as roles differ by it. */
  readonly use: Use;
  /** Types of the resources, lower case. */
  readonly resourceTypes: readonly string[];
  /** What of the resource is meant, where that has to be said: `database`. */
  readonly part?: { readonly label: Text; readonly proposal: string };
  readonly make: (making: Making) => Ingredients;
}
