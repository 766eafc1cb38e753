import { subscriptionKey, type SpringApp } from '../../estate/resources';
import { ShapeError } from './json';
import { ResourceReader } from './resources';

/**
 * The app in a text that `az spring app show` or ARM printed, or an app called `name` when the text holds its identity alone.
 * When it is neither, why not; errors of `JSON.parse` would quote the text, which is nobody's business.
 */
export function readAppFile(json: string, name: string): SpringApp | { readonly unreadable: string } {
  const raw = objectIn(json);
  if (raw === undefined) return { unreadable: 'it holds no JSON object' };
  const whole = 'identity' in raw || 'id' in raw ? raw : { identity: raw };
  const id = `/subscriptions/0/resourceGroups/0/providers/Microsoft.AppPlatform/Spring/service/apps/${name}`;
  try {
    return new ResourceReader().app({ id, name, ...whole }, subscriptionKey('', '', ''));
  } catch (error) {
    if (error instanceof ShapeError) return { unreadable: error.message };
    throw error;
  }
}

function objectIn(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
