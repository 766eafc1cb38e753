import { exported, exportFormats, type ExportFormat } from '../../../report/export';
import type { Report } from '../../../report/report';
import { speechOf } from '../../../report/speech';
import { Failure } from '../../../lifecycle/failure';
import type { Choice } from '../../window/questions';
import type { Translate } from '../../words';
import type { Command } from '../dependencies';

/** Writes the report of the tab in front to a file, in a form the user picks. */
export const exportReport: Command = async ({ dialogs, reports, t }) => {
  const report = reports.active;
  if (report === undefined)
    throw new Failure({
      code: 'invalid',
      what: t('There is no report to export.'),
      why: t('No tab with a report is in front.'),
      remedy: t('Show an identity map or another report first.'),
    });
  const format = await dialogs.pickOne<ExportFormat>(
    { title: t('Export Report'), placeholder: t('As what?') },
    formatChoices(report, t),
  );
  if (format === undefined) return;
  const text = exported(report, format, speechOf(t)) ?? '';
  const file = await reports.save({ name: 'identity-report', ending: exportFormats[format], text });
  if (file !== undefined) dialogs.status(t('Written to {0}', file));
};

function formatChoices({ blocks, sheet }: Report, t: Translate): readonly Choice<ExportFormat>[] {
  const isDrawn = blocks.some(({ kind }) => kind === 'picture');
  return [
    { label: 'Markdown', description: t('for a wiki or a ticket'), value: 'markdown' },
    { label: 'HTML', description: t('a page of its own, with the picture'), value: 'html' },
    ...(isDrawn ? [{ label: 'SVG', description: t('the picture alone'), value: 'svg' } as const] : []),
    ...(sheet === undefined
      ? []
      : [{ label: 'CSV', description: t('one table, for a spreadsheet'), value: 'csv' } as const]),
    { label: 'JSON', description: t('for other programs'), value: 'json' },
    { label: t('Plain text'), value: 'text' },
  ];
}
