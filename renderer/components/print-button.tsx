import { Download, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedFile } from '../../shared/saved-files.ts';
import { useApi, useSnapshot } from '../store/kiosk-context.tsx';
import { Button } from './button.tsx';
import { download } from './download.ts';
import { Question } from './question.tsx';

/**
 * Puts the page's `PrintSheet` on paper: with the browser's dialog, or as a PDF of this name where the window opens no dialog of
 * the system, which would stay over the station.
 */
export function PrintButton({
  file,
  look = 'quiet',
  isDisabled = false,
}: {
  readonly file: SavedFile;
  readonly look?: 'quiet' | 'plain';
  readonly isDisabled?: boolean;
}) {
  const { t } = useTranslation();
  const { canPrintToFile = false } = useSnapshot();
  const pdf = usePdf(file);
  if (!canPrintToFile) {
    return (
      <Button look={look} icon={Printer} isDisabled={isDisabled} onPress={() => window.print()}>
        {t('printing.print')}
      </Button>
    );
  }
  return (
    <>
      <Button
        look={look}
        icon={Download}
        isDisabled={isDisabled}
        isPending={pdf.isBusy}
        onPress={() => void pdf.save()}
      >
        {t('printing.save')}
      </Button>
      <Question
        isOpen={pdf.hasFailed}
        onDismiss={pdf.forget}
        title={t('printing.failed.title')}
        body={t('printing.failed.body')}
      >
        <Button look="primary" onPress={pdf.forget}>
          {t('fileNotSaved.close')}
        </Button>
      </Question>
    </>
  );
}

function usePdf(file: SavedFile) {
  const api = useApi();
  const [state, setState] = useState<'rest' | 'busy' | 'failed'>('rest');
  return {
    isBusy: state === 'busy',
    hasFailed: state === 'failed',
    forget: () => setState('rest'),
    async save() {
      setState('busy');
      const reply = await api.commands['station.print']({}).catch(() => undefined);
      setState(reply?.kind === 'ok' ? 'rest' : 'failed');
      if (reply?.kind === 'ok') download(reply.value.file, file);
    },
  };
}
