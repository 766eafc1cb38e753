import type { Capability, CommandName } from '../../contributions';
import type { Translate } from '../../words';
import type { TreeState } from '../nodes/state';

/** Everything about a node that can be seen or heard, without VS Code's types. */
export interface Look {
  readonly label: string;
  readonly description?: string;
  /** A codicon, and the id of a theme colour. */
  readonly icon: { readonly id: string; readonly color?: string };
  /** Drawn as a small table with notes below. */
  readonly tooltip: Tooltip;
  /** What a screen reader says; without it VS Code reads the tooltip instead of the label. */
  readonly accessible: string;
  readonly can: readonly Capability[];
  readonly fold: 'leaf' | 'collapsed' | 'expanded';
  /** What a click does, where a click does anything but select. */
  readonly command?: CommandName;
}

export interface Tooltip {
  readonly title: string;
  /** Rows without a value are left out. */
  readonly rows?: readonly (readonly [name: string, value: string | undefined])[];
  readonly notes?: readonly string[];
}

export interface LookContext {
  readonly state: TreeState;
  readonly t: Translate;
  /** Unix milliseconds. */
  readonly now: number;
}

export const warningColor = 'list.warningForeground';
export const errorColor = 'list.errorForeground';
export const quietColor = 'disabledForeground';

/** A node whose subject is gone from the snapshot; VS Code may ask once more before the redraw arrives. */
export function gone(t: Translate): Look {
  return {
    label: t('No longer there'),
    icon: { id: 'circle-slash', color: quietColor },
    tooltip: { title: t('No longer there') },
    accessible: t('No longer there'),
    can: [],
    fold: 'leaf',
  };
}

/** Words for a screen reader: parts with commas between, empty ones left out. */
export function spoken(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}
