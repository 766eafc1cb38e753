import type { SpringApp } from '../../estate/resources';
import { subscriptionKey } from '../../estate/resources';
import { ResourceReader } from './resources';

/**
 * The app in a text that `az spring app show` or ARM printed, or an app called `name` when the text holds its identity alone.
 * `undefined` when it is neither. What is wrong is not said: errors of `JSON.parse` quote the text, which is nobody's business.
 */
export function readAppFile(json: string, name: string): SpringApp | undefined {
  try {
    const raw: unknown = JSON.parse(json);
    if (typeof raw !== 'object' || raw === null) return undefined;
    const whole = 'identity' in raw || 'id' in raw ? raw : { identity: raw };
    const id = `/subscriptions/0/resourceGroups/0/providers/Microsoft.AppPlatform/Spring/service/apps/${name}`;
    return new ResourceReader().app({ id, name, ...whole }, subscriptionKey('', '', ''));
  } catch {
    return undefined;
  }
}
