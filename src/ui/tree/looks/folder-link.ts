import { configFileName } from '../../../lint/config/file-name';
import type { FolderLinkNode } from '../nodes/node';
import { spoken, warningColor, type Look, type LookContext } from './look';

export function describeFolderLink({ link, isMissing }: FolderLinkNode, { t }: LookContext): Look {
  const label = link.folder === '.' ? t('the whole workspace folder') : link.folder;
  const isShared = 'file' in link;
  return {
    label,
    description: isMissing ? t('folder not found') : t('linked folder'),
    icon: isMissing ? { id: 'warning', color: warningColor } : { id: 'folder' },
    tooltip: {
      title: t('Linked folder {0}', label),
      rows: [[t('Stands in'), isShared ? `${configFileName} · ${link.root}` : t('settings')]],
      notes: [
        isMissing
          ? t(
              'There is no such folder in this workspace. Unlink it, or link the one that the code is in now.',
            )
          : t('Its files are judged against this app.'),
      ],
    },
    accessible: spoken(t('Linked folder {0}', label), isMissing ? t('folder not found') : undefined),
    can: ['folderLink'],
    fold: 'leaf',
  };
}
