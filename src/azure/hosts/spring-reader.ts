import { nameOf, type ArmId } from '../../estate/ids/arm-id';
import type { Deployment, SpringApp, SpringService, Subscription } from '../../estate/resources';
import type { ServiceListing } from '../../inventory/ports';
import { say } from '../../lifecycle/text';
import { apiVersions } from '../api-versions';
import type { Clients } from '../clients';
import { isAnswered } from '../failures';
import type { Graph } from '../read/graph';
import { itemsOf } from '../read/page-trail';
import { pathOf, type Arm } from '../wire/arm';
import { appParts, serviceParts } from './resource-parts';
import type { ResourceReader } from './resources';
import { listServices } from './services';

const spring = `api-version=${apiVersions.appPlatform}`;

export interface SpringReaderDeps {
  readonly arm: Arm;
  readonly clients: Clients;
  readonly graph: Graph;
  readonly resources: ResourceReader;
}

/**
 * Services, apps and deployments of Azure Spring Apps, through the SDK's clients, except for the apps of a service: they come over the same
 * pipeline without the SDK's deserialiser, which would hold up the extension host for a quarter of a second on a large estate.
 */
export class SpringReader {
  readonly #arm: Arm;
  readonly #clients: Clients;
  readonly #graph: Graph;
  readonly #resources: ResourceReader;

  constructor({ arm, clients, graph, resources }: SpringReaderDeps) {
    this.#arm = arm;
    this.#clients = clients;
    this.#graph = graph;
    this.#resources = resources;
  }

  async listServices(subscriptions: readonly Subscription[], signal: AbortSignal): Promise<ServiceListing> {
    const deps = { arm: this.#arm, graph: this.#graph, resources: this.#resources };
    return await listServices(deps, subscriptions, signal);
  }

  async getService(
    { subscription, id }: { subscription: Subscription; id: ArmId },
    signal: AbortSignal,
  ): Promise<SpringService> {
    const what = say("Could not read the service '{0}'.", nameOf(id));
    const { group, service } = serviceParts(id, what);
    const body = await this.#arm.call({ what, signal }, () =>
      this.#clients.appPlatform(subscription).services.get(group, service, { abortSignal: signal }),
    );
    return this.#resources.service(body, subscription.key);
  }

  async listApps(
    subscription: Subscription,
    service: SpringService,
    signal: AbortSignal,
  ): Promise<readonly SpringApp[]> {
    const what = say("Could not read the apps of '{0}'.", service.name);
    const path = `${pathOf(service.id)}/apps?${spring}`;
    return this.#arm.list(path, { access: subscription, what, signal }, (raw) =>
      this.#resources.app(raw, subscription.key, service.id),
    );
  }

  async getApp(
    subscription: Subscription,
    appId: ArmId,
    signal: AbortSignal,
  ): Promise<SpringApp | undefined> {
    const what = say("Could not read the app '{0}'.", nameOf(appId));
    const { group, service, app } = appParts(appId, what);
    try {
      const body = await this.#arm.call({ what, signal }, () =>
        this.#clients.appPlatform(subscription).apps.get(group, service, app, { abortSignal: signal }),
      );
      return this.#resources.app(body, subscription.key);
    } catch (error) {
      if (isAnswered(error, 404)) return undefined;
      throw error;
    }
  }

  async getAppJson(subscription: Subscription, appId: ArmId, signal: AbortSignal): Promise<unknown> {
    const what = say("Could not read the app '{0}'.", nameOf(appId));
    const ask = { access: subscription, what, signal };
    return (await this.#arm.get(`${pathOf(appId)}?${spring}`, ask)).body;
  }

  async listDeployments(
    subscription: Subscription,
    appId: ArmId,
    signal: AbortSignal,
  ): Promise<readonly Deployment[]> {
    const what = say("Could not read the deployments of '{0}'.", nameOf(appId));
    const { group, service, app } = appParts(appId, what);
    const deployments: Deployment[] = [];
    await this.#arm.call({ what, signal }, async () => {
      const client = this.#clients.appPlatform(subscription);
      const list = client.deployments.list(group, service, app, { abortSignal: signal });
      for await (const raw of itemsOf(list, what))
        deployments.push(this.#resources.deployment(raw, subscription.key, appId));
    });
    return Object.freeze(deployments);
  }
}
