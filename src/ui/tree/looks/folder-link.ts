import { configFileName } from '../../../lint/config/config';
import type { FolderLinkNode } from '../nodes/node';
import { spoken, type Look, type LookContext } from './look';

export function describeFolderLink({ link }: FolderLinkNode, { t }: LookContext): Look {
  const label = link.folder === '.' ? t('the whole workspace folder') : link.folder;
  const isShared = 'file' in link;
  return {
    label,
    description: t('linked folder'),
    icon: { id: 'folder' },
    tooltip: {
      title: t('Linked folder {0}', label),
      rows: [[t('Stands in'), isShared ? `${configFileName} · ${link.root}` : t('settings')]],
      notes: [t('Its files are judged against this app.')],
    },
    accessible: spoken(t('Linked folder {0}', label)),
    can: ['folderLink'],
    fold: 'leaf',
  };
}
