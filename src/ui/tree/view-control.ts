import { commands } from 'vscode';
import { appsViewId } from '../contributions';
import type { Settings } from '../window/settings';
import type { ViewControl } from '../commands/dependencies';
import type { AppsView } from './apps-view';

/** The Apps view as commands see it. */
export function viewControl(view: AppsView, settings: Settings): ViewControl {
  return {
    get filter() {
      return view.filter;
    },
    set filter(text) {
      view.filter = text;
    },
    get selected() {
      return view.selected;
    },
    groupBy: (grouping) => settings.set('groupBy', grouping),
    focus: async () => {
      await commands.executeCommand(`${appsViewId}.focus`);
    },
  };
}
