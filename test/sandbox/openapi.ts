import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { LiveValidator, type LiveValidationIssue } from 'oav/dist/lib/liveValidation/liveValidator';

import { referenceFolder } from './reference';

/** Where each document sat upstream: references between them are relative to that layout. */
const layout: Readonly<Record<string, string>> = {
  'appplatform/2023-12-01': 'appplatform/resource-manager/Microsoft.AppPlatform/stable/2023-12-01',
  'appplatform/2024-05-01-preview':
    'appplatform/resource-manager/Microsoft.AppPlatform/preview/2024-05-01-preview',
  'msi/2023-01-31': 'msi/resource-manager/Microsoft.ManagedIdentity/stable/2023-01-31',
  'authorization/2022-04-01': 'authorization/resource-manager/Microsoft.Authorization/stable/2022-04-01',
  'resourcegraph/2022-10-01': 'resourcegraph/resource-manager/Microsoft.ResourceGraph/stable/2022-10-01',
  'resourcegraph/2024-04-01': 'resourcegraph/resource-manager/Microsoft.ResourceGraph/stable/2024-04-01',
  'subscriptions/2022-12-01': 'resources/resource-manager/Microsoft.Resources/stable/2022-12-01',
  'common-types': 'common-types',
};

const documents = [
  'appplatform/2023-12-01/appplatform.json',
  'appplatform/2024-05-01-preview/appplatform.json',
  'msi/2023-01-31/ManagedIdentity.json',
  'authorization/2022-04-01/authorization-RoleAssignmentsCalls.json',
  'authorization/2022-04-01/authorization-RoleDefinitionsCalls.json',
  'resourcegraph/2022-10-01/resourcegraph.json',
  'resourcegraph/2024-04-01/resourcegraph.json',
  'subscriptions/2022-12-01/subscriptions.json',
] as const;

export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly requestBody: unknown;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly responseBody: unknown;
}

export interface Verdict {
  /** Azure's name of the operation; `undefined` when no document describes it. */
  readonly operationId: string | undefined;
  readonly problems: readonly string[];
}

function describe(issue: LiveValidationIssue): string {
  return `${issue.code} at ${issue.pathsInPayload.join(', ')}: ${issue.message}`;
}

/**
 * The subscriptions document takes one error model from v1 of the common types, which the collection does not have:
 * there `ErrorResponse` is what v2 calls `ErrorDetail`.
 */
function standInForV1(types: string): void {
  const v2 = JSON.parse(readFileSync(path.join(types, 'v2/types.json'), 'utf8')) as {
    definitions: Record<string, unknown>;
  };
  const definitions = { ...v2.definitions, ErrorResponse: v2.definitions['ErrorDetail'] };
  mkdirSync(path.join(types, 'v1'));
  writeFileSync(path.join(types, 'v1/types.json'), JSON.stringify({ ...v2, definitions }));
}

/** Azure's own API documents, loaded once, without network. Dispose it: it holds a temporary folder. */
export class ApiDocuments {
  readonly #validator: LiveValidator;
  readonly #folder: string;

  private constructor(validator: LiveValidator, folder: string) {
    this.#validator = validator;
    this.#folder = folder;
  }

  static async load(): Promise<ApiDocuments> {
    const folder = mkdtempSync(path.join(tmpdir(), 'spring-identity-openapi-'));
    for (const [from, to] of Object.entries(layout))
      cpSync(path.join(referenceFolder, 'openapi', from), path.join(folder, 'specification', to), {
        recursive: true,
      });
    standInForV1(path.join(folder, 'specification/common-types/resource-management'));
    const failures: string[] = [];
    const validator = new LiveValidator(
      {
        directory: folder,
        git: { shouldClone: false },
        swaggerPaths: documents.map((document) => {
          const place = path.dirname(document);
          return path.join(folder, 'specification', layout[place] ?? place, path.basename(document));
        }),
        loadValidatorInBackground: false,
        loadValidatorInInitialize: false,
        isArmCall: true,
      },
      (message, level) => {
        if (level === 'error') failures.push(message);
      },
    );
    await validator.initialize();
    // A document that does not load validates nothing, silently.
    const unread = failures.filter((message) => message.startsWith('Failed to load spec'));
    if (unread.length > 0) throw new Error(unread.join('\n'));
    return new ApiDocuments(validator, folder);
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The files the documents were loaded from, as they sit in the temporary folder. */
  get files(): readonly string[] {
    return this.#validator.swaggerList;
  }

  async judge(exchange: Exchange): Promise<Verdict> {
    const url = exchange.url.replace(/^https:\/\/[^/]+/, 'https://management.azure.com');
    const result = await this.#validator.validateLiveResponse(
      {
        statusCode: String(exchange.status),
        headers: { ...exchange.headers },
        body: (exchange.responseBody ?? undefined) as Record<string, unknown>,
      },
      { url, method: exchange.method },
    );
    if (result.runtimeException !== undefined && result.operationInfo.operationId === 'unknownOperationId')
      return { operationId: undefined, problems: [] };
    const exception = result.runtimeException === undefined ? [] : [result.runtimeException.message];
    return {
      operationId: result.operationInfo.operationId,
      problems: [...result.errors.map(describe), ...exception],
    };
  }
}
