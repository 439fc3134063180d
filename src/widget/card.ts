import { AdaptiveCard, GlobalSettings, HostConfig, SubmitAction } from 'adaptivecards'
import { dressForm } from './forms.ts'
import { dressLinks } from './links.ts'
import { parseMarkdown, toHtml } from './markdown.ts'

export const adaptiveCardType = 'application/vnd.microsoft.card.adaptive'

GlobalSettings.setTabIndexAtCardRoot = false
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = toHtml(parseMarkdown(text))
  result.didProcess = true
}

/**
 * An Adaptive Card as DOM, in the colours of the page. `submit` gets a button's data and title. Undefined: the card
 * cannot be shown, and its text has to do.
 */
export function renderCard(
  content: unknown,
  submit: (value: unknown, title: string) => void,
): HTMLElement | undefined {
  const card = new AdaptiveCard()
  card.hostConfig = hostConfig()
  try {
    card.parse(content)
    card.onExecuteAction = (action) => {
      if (action instanceof SubmitAction) submit(action.data, action.title ?? '')
    }
    const element = card.render()
    if (!element) return undefined
    // A button's title is its text: no second label, and no tooltip that repeats it.
    for (const button of element.querySelectorAll('button')) {
      button.removeAttribute('title')
      button.removeAttribute('aria-label')
    }
    dressLinks(element)
    dressForm(element)
    return element
  } catch {
    return undefined
  }
}

/** The renderer writes pixels; they follow the font size that the user has set in the browser. */
function hostConfig(): HostConfig {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
  const colors = {
    default: { default: 'var(--ink)', subtle: 'var(--ink-soft)' },
    accent: { default: 'var(--accent)', subtle: 'var(--accent)' },
    attention: { default: 'var(--danger)', subtle: 'var(--danger)' },
  }
  const sizes = { small: 0.875, default: 1, medium: 1.0625, large: 1.25, extraLarge: 1.5 }
  const scaled = (factor: number) =>
    Object.fromEntries(
      Object.entries(sizes).map(([name, size]) => [name, Math.round(size * rem * factor * 10) / 10]),
    )
  const font = {
    fontFamily: 'inherit',
    fontSizes: scaled(1),
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
  }
  return new HostConfig({
    supportsInteractivity: true,
    fontTypes: { default: font, monospace: font },
    lineHeights: scaled(1.5),
    spacing: { small: 6, default: 10, medium: 20, large: 24, extraLarge: 28, padding: 16 },
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { weight: 'bolder' },
        optionalInputs: { weight: 'bolder' },
      },
      errorMessage: { color: 'attention', spacing: 'small', size: 'small' },
    },
    separator: { lineThickness: 1, lineColor: 'var(--line)' },
    containerStyles: {
      default: { backgroundColor: 'transparent', foregroundColors: colors },
      emphasis: { backgroundColor: 'var(--tint)', foregroundColors: colors },
    },
    textStyles: { heading: { size: 'medium', weight: 'bolder' } },
    textBlock: { headingLevel: 3 },
    actions: {
      maxActions: 10,
      buttonSpacing: 8,
      actionsOrientation: 'vertical',
      actionAlignment: 'left',
      spacing: 'default',
    },
  })
}
