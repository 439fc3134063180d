import { Command } from 'commander'
import { type Advice, advise } from '../../knowledge/advice.ts'
import { loadKnowledge } from '../../knowledge/load.ts'
import { runCommand } from './run.ts'

/** How many hints of a kind are shown. */
const maxShown = 15

/** Checks the knowledge files and tells every problem at once; ends with 1 if there is one. Hints change nothing. */
await new Command('knowledge:check')
  .description('Prüft die Wissensdateien und gibt Hinweise zu den Beispielen.')
  .option('--quick', 'nur Fehler, keine Hinweise (die Hinweise brauchen ein bis zwei Minuten)')
  .action(({ quick }: { quick?: boolean }) =>
    runCommand(async ({ knowledgeDir }) => {
      const knowledge = await loadKnowledge(knowledgeDir)
      console.log(
        `Wissensdateien in Ordnung: ${knowledge.topics.size} Themen, ${knowledge.examples.length} Beispiele.`,
      )
      if (!quick) console.log(adviceText(advise(knowledge)))
    }),
  )
  .parseAsync()

function adviceText({ lost, near, thin }: Advice): string {
  return [
    section(
      'Beispiele, die ohne sie selbst anders zugeordnet würden. Gehört der Satz zu beiden (double-readings.yaml), oder fehlen ähnliche?',
      lost.map(
        ({ text, label, winner, probability }) =>
          `${label.replace('topic:', '')} -> ${winner.replace('topic:', '')} (${Math.round(probability * 100)} %): ${text}`,
      ),
    ),
    section('Fast gleiche Beispiele; eines davon genügt', near.filter(isOfOneLabel).map(pairText)),
    section(
      'Fast gleiche Beispiele, die verschieden zugeordnet sind; eines davon steht wohl im falschen Thema oder in der falschen Datei. Passt der Satz zu beiden (double-readings.yaml)?',
      near.filter((pair) => !isOfOneLabel(pair)).map(pairText),
    ),
    section(
      'Themen mit wenigen Beispielen',
      thin.map(({ topic, examples }) => `${topic}: ${examples}`),
    ),
  ].join('\n')
}

type Near = Advice['near'][number]

function isOfOneLabel({ labels: [one, other] }: Near): boolean {
  return one === other
}

function pairText({ texts, labels }: Near): string {
  return `${labels[0]}: „${texts[0]}“ / ${labels[1]}: „${texts[1]}“`
}

function section(title: string, lines: readonly string[]): string {
  const shown = lines.slice(0, maxShown).map((line) => `  ${line.replaceAll('topic:', '').slice(0, 200)}`)
  const rest = lines.length > maxShown ? [`  … und ${lines.length - maxShown} weitere`] : []
  return [`\n${title}: ${lines.length === 0 ? 'keine' : lines.length}`, ...shown, ...rest].join('\n')
}
