/// The page that shows the pictures and follows their changes.
///
/// All that a config says reaches the page as text, never as markup.
enum PreviewPage {
  static let html = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>rho watch</title>
    <link rel="icon" href="data:,">
    <style>
    \(style)</style>
    </head>
    <body>
    <header>
    <h1 id="source">rho watch</h1>
    <p id="status" role="status">connecting</p>
    <nav id="names" aria-label="Figures"></nav>
    </header>
    <section id="mistakes" aria-label="Mistakes" aria-live="assertive" tabindex="0" hidden></section>
    <main id="figures"></main>
    <noscript>This page needs JavaScript to follow the changes.</noscript>
    <footer><kbd>j</kbd> and <kbd>k</kbd> go to the next and the previous figure.</footer>
    <script>
    \(script)</script>
    </body>
    </html>

    """

  /// Light or dark as the reader prefers.
  private static let style = """
    :root {
      color-scheme: light dark;
      --ink: #1b1f24; --soft: #57606a; --paper: #f4f5f7; --card: #ffffff; --line: #d9dee4;
      --link: #0b5cad; --alert: #a4161a; --alert-card: #fff4f3;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ink: #e8eaed; --soft: #9aa4b0; --paper: #0b0d10; --card: #14171b; --line: #2a2f36;
        --link: #7ab8ff; --alert: #ff9a90; --alert-card: #2a1614;
      }
    }
    * { box-sizing: border-box }
    html { scroll-padding-top: 1rem }
    body {
      margin: 0 auto; padding: 1.25rem clamp(.75rem, 3vw, 2rem) 3rem; max-width: 68rem;
      background: var(--paper); color: var(--ink);
      font: 15px/1.5 Inter, system-ui, sans-serif;
    }
    header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline }
    h1 { font-size: 1rem; margin: 0 }
    #status { margin: 0; color: var(--soft) }
    nav { flex-basis: 100%; display: flex; flex-wrap: wrap; gap: .15rem .9rem; font-size: .875rem }
    a { color: var(--link); text-decoration-thickness: .06em; text-underline-offset: .2em }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 3px }
    main { display: grid; gap: 1.25rem; margin-top: 1.25rem }
    figure {
      margin: 0; padding: 1rem 1.25rem; min-width: 0;
      background: var(--card); border: 1px solid var(--line); border-radius: 8px;
    }
    h2 { margin: 0 0 .75rem; font-size: .95rem }
    img, video { display: block; max-width: 100%; height: auto; margin: 0 auto; border-radius: 3px }
    figcaption { margin-top: .75rem; color: var(--soft); font-size: .875rem }
    figcaption p { margin: .25rem 0 0; max-width: 75ch }
    figcaption .files { max-width: none; display: flex; flex-wrap: wrap; gap: .15rem .9rem }
    #mistakes {
      position: sticky; top: .5rem; z-index: 1; margin-top: 1rem; max-height: 60vh; overflow: auto;
      background: var(--alert-card); border: 1px solid var(--alert); border-radius: 8px;
      box-shadow: 0 4px 18px rgb(0 0 0 / .18);
    }
    #mistakes[hidden] { display: none }
    #mistakes pre { margin: 0; padding: .75rem 1rem; font: 13px/1.5 ui-monospace, monospace }
    #mistakes pre + pre { border-top: 1px solid var(--line) }
    #mistakes b { color: var(--alert); white-space: pre-wrap }
    #mistakes i { color: var(--alert); font-style: normal; font-weight: bold }
    #mistakes:not([hidden]) ~ main :is(img, video) { opacity: .55 }
    footer { margin-top: 1.5rem; color: var(--soft); font-size: .8rem }
    kbd { padding: 0 .35em; border: 1px solid var(--line); border-radius: 4px; font: inherit }

    """

  /// Asks for the state whenever it has changed, and puts what differs in the place of the old: nothing else
  /// flickers, moves or begins anew.
  private static let script = """
    const [source, status, names, mistakes, main] =
      ['source', 'status', 'names', 'mistakes', 'figures'].map(id => document.getElementById(id))
    const isDark = '(prefers-color-scheme: dark)'
    const shown = new Map()

    function make(tag, attributes, ...children) {
      const element = document.createElement(tag)
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
      element.append(...children)
      return element
    }

    const url = file => `pictures/${encodeURIComponent(file.name)}?${file.version}`
    const candidate = file => url(file) + (file.scale ? ` ${file.scale}x` : '')

    function picture(figure, alternative) {
      const [light, dark] = [figure.light[0], figure.dark[0]]
      const plain = light ?? dark
      if (!plain) return make('p', {}, 'There is no picture.')
      if (/[.](mp4|webm)$/.test(plain.name)) {
        const video = make('video', { controls: '', loop: '', playsinline: '', 'aria-label': alternative })
        video.muted = true
        video.autoplay = true
        if (light && dark) video.append(make('source', { src: url(dark), media: isDark }))
        video.append(make('source', { src: url(plain) }))
        return video
      }
      const picture = make('picture', {})
      if (light && dark) picture.append(make('source', { media: isDark, srcset: candidate(dark) }))
      const image = make('img', { alt: alternative })
      picture.append(image)
      image.srcset = candidate(plain)
      image.src = url(plain)
      return picture
    }

    function card(figure) {
      const title = figure.title || figure.name
      const text = figure.alternativeText || 'No alternative text: say in ‘alt’ what the picture shows.'
      const links = [...figure.light, ...figure.dark].map(file => make('a', { href: url(file) }, file.name))
      return make('figure', { id: 'figure-' + figure.name, tabindex: -1, 'aria-label': title },
        make('h2', {}, title), picture(figure, figure.alternativeText || title),
        make('figcaption', {}, make('p', {}, text), make('p', { class: 'files' }, ...links)))
    }

    /// What is wrong, the line of the file, and the caret beneath.
    function mistake(text) {
      const lines = text.split('\\n')
      const box = make('pre', {}, make('b', {}, lines[0]))
      if (lines.length > 1) {
        box.append('\\n' + lines.slice(1, -1).map(line => line + '\\n').join(''))
        box.append(make('i', {}, lines.at(-1)))
      }
      return box
    }

    const pause = milliseconds => new Promise(wake => setTimeout(wake, milliseconds))

    /// The card of a figure: the old one if nothing has changed, and a new one takes its place once its
    /// picture is there.
    async function renewed(figure) {
      const said = JSON.stringify(figure)
      const old = shown.get(figure.name)
      if (old?.said === said) return old.card
      const fresh = card(figure)
      shown.set(figure.name, { said, card: fresh })
      if (!old) return fresh
      await Promise.race([fresh.querySelector('img')?.decode().catch(() => {}), pause(1000)])
      const hasFocus = old.card.contains(document.activeElement)
      old.card.replaceWith(fresh)
      if (hasFocus) fresh.focus({ preventScroll: true })
      return fresh
    }

    async function show(state) {
      const count = state.mistakes.length
      source.textContent = state.source
      document.title = (count ? '✗ ' : '') + state.source
      mistakes.replaceChildren(...state.mistakes.map(mistake))
      mistakes.hidden = !count
      status.textContent = count
        ? 'the last good pictures, until this is mended'
        : state.version ? 'follows every change' : 'drawing'
      const links = state.figures.map(f => make('a', { href: '#figure-' + f.name }, f.name))
      if (links.map(a => a.text).join() !== [...names.children].map(a => a.text).join())
        names.replaceChildren(...links)
      const cards = await Promise.all(state.figures.map(renewed))
      cards.forEach((card, i) => {
        if (main.children[i] !== card) main.insertBefore(card, main.children[i] ?? null)
      })
      while (main.children.length > cards.length) main.lastElementChild.remove()
      for (const [name, { card }] of shown) if (!card.isConnected) shown.delete(name)
    }

    async function follow() {
      let version = -1
      for (;;) {
        try {
          const answer = await fetch('state?after=' + version)
          const state = await answer.json()
          if (state.version !== version) await show(state)
          version = state.version
        } catch {
          // Whoever answers next may be another program that counts anew.
          version = -1
          status.textContent = 'rho watch has ended; this page goes on when it runs again'
          await pause(1000)
        }
      }
    }

    addEventListener('keydown', event => {
      const step = { j: 1, k: -1 }[event.key]
      if (!step || event.ctrlKey || event.altKey || event.metaKey) return
      const figures = [...main.children]
      const at = figures.findIndex(figure => figure.contains(document.activeElement))
      const next = figures[at < 0 ? (step > 0 ? 0 : figures.length - 1) : at + step]
      next?.focus({ preventScroll: true })
      next?.scrollIntoView({ block: 'start' })
    })

    follow()

    """
}
