import { commands } from 'vscode';
import { appsViewId } from '../contributions';
import type { Settings } from '../window/settings';
import type { AppsView } from './apps-view';

/** What commands may do to the Apps view. */
export function viewControl(view: AppsView, settings: Settings) {
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
    groupBy: (grouping: AppsView['groupBy']) => settings.set('groupBy', grouping),
    focus: async () => {
      await commands.executeCommand(`${appsViewId}.focus`);
    },
  };
}
