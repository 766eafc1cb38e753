import type { IdentityType } from '../estate/app-identity';
import type { ServiceId } from '../access/azure-service';
import type { GivenVariable } from '../source/spring/environment';
import type { Span } from '../source/span';
import type { AskedIdentity } from './asked-identity';

/** A literal client ID in a file. */
export interface ClientIdFact {
  readonly kind: 'clientId';
  /** A GUID, as written. */
  readonly value: string;
  /** The GUID alone, without quotes; the name of the constant that holds it, where that is given. */
  readonly span: Span;
  /** The GUID, where `span` is a constant's name. */
  readonly literal?: Span;
  /** Where it stands, in the user's words: `.clientId(...)`, `credential.client-id`, `AZURE_CLIENT_ID`. */
  readonly where: string;
  /** The app it is given to, as far as its name is literal. */
  readonly app?: string;
  /** Set where it may as well be meant for another app, or be the ID of an application that people or programs sign in as. */
  readonly isUnclear?: true;
}

/** A literal by which code names a managed identity in another way than by its client ID. */
export interface IdentityIdFact {
  readonly kind: 'identityId';
  readonly by: 'resource-id' | 'object-id';
  readonly value: string;
  readonly span: Span;
}

/** A place where code or configuration asks for a token of a managed identity. */
export interface CredentialFact {
  readonly kind: 'credential';
  readonly via: 'ManagedIdentityCredential' | 'DefaultAzureCredential' | 'configuration' | 'jdbc' | 'imds';
  /** Whether it names an identity, by whatever means. */
  readonly named: boolean;
  /** Which one; absent where that is not followed. */
  readonly asks?: AskedIdentity;
  /** The linked app does not run with the profile it stands under. */
  readonly isElsewhere?: true;
  readonly span: Span;
}

/** A service that code or configuration names by its host. */
export interface TargetFact {
  readonly kind: 'target';
  readonly service: ServiceId;
  /** Lower case, without scheme and port: `orders.vault.azure.net`. */
  readonly host: string;
  /** Which identity is asked for there; absent where that is not told beside it. */
  readonly asks?: AskedIdentity;
  /** The linked app does not run with the profile it stands under. */
  readonly isElsewhere?: true;
  readonly span: Span;
}

/** What an infrastructure file or script says of an app's identities. */
export interface DeclaredIdentityFact {
  readonly kind: 'declaredIdentity';
  /** Names as far as literal. */
  readonly app: string | undefined;
  readonly service: string | undefined;
  readonly type: IdentityType;
  /** Names of the user-assigned identities where all are literal. */
  readonly userAssigned: readonly string[] | undefined;
  /** It adds to what the app has, which the file does not tell. */
  readonly isPart?: true;
  readonly span: Span;
}

/** A file that says which app its folder is deployed to. */
export interface DeployedAppFact {
  readonly kind: 'deployedApp';
  readonly app: string;
  readonly service?: string;
  readonly resourceGroup?: string;
  readonly subscriptionId?: string;
  readonly span: Span;
}

/**
 * An environment variable that a file gives to an app: a setting of Spring's in another spelling, or one that code and
 * settings read. Manifests, templates, scripts, workflows and images tell them; the model of the project's settings takes them in.
 */
export interface VariableFact extends GivenVariable {
  readonly kind: 'variable';
}

/** A pod that gets its tokens by workload identity, whatever else is set: label `azure.workload.identity/use: "true"`. */
export interface WorkloadIdentityFact {
  readonly kind: 'workloadIdentity';
  /** Name of the deployment or pod as far as literal. */
  readonly app: string | undefined;
  readonly span: Span;
}

/** What one file tells rules about other files and about the live app. Plain data, cheap to keep for every file. */
export type Fact =
  | ClientIdFact
  | IdentityIdFact
  | CredentialFact
  | TargetFact
  | DeclaredIdentityFact
  | DeployedAppFact
  | VariableFact
  | WorkloadIdentityFact;
