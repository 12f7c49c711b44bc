/// The page that shows the pictures and reloads them when they change.
enum PreviewPage {
  static let html = """
    <!DOCTYPE html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>rho watch</title>
    <style>
      :root { color-scheme: light dark; --ink: #1b1f24; --paper: #f6f7f8; --card: #fff; --line: #dde1e6;
        --alert: #a4161a; --soft: #5b6570 }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e8eaed; --paper: #0d0f12; --card: #14171b; --line: #2a2f36; --alert: #ff8f85;
          --soft: #9aa4b0 }
      }
      body { margin: 0; background: var(--paper); color: var(--ink);
        font: 15px/1.5 Inter, system-ui, sans-serif }
      header { display: flex; gap: 1em; align-items: baseline; padding: 1em 1.5em 0;
        color: var(--soft); flex-wrap: wrap }
      h1 { font-size: 1rem; margin: 0; color: var(--ink) }
      main { display: grid; gap: 1.25em; padding: 1.25em 1.5em 3em; max-width: 900px; margin: auto }
      figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 6px;
        padding: .75em; scroll-margin-top: 1em }
      figure:focus-visible { outline: 2px solid currentcolor }
      img { display: block; width: 100%; height: auto }
      figcaption { color: var(--soft); font-size: .85rem; padding: .25em .25em .5em }
      #error { position: sticky; top: 0; margin: 1em 1.5em 0; padding: .75em 1em; background: var(--card);
        color: var(--alert); border: 1px solid; border-radius: 6px; overflow-x: auto;
        font: 13px/1.45 ui-monospace, monospace; white-space: pre; z-index: 1 }
      #error[hidden] { display: none }
    </style>
    <header><h1>rho watch</h1><span id="status" role="status">connecting</span></header>
    <pre id="error" role="alert" hidden></pre>
    <main id="figures"></main>
    <script>
      const figures = document.getElementById('figures')
      const error = document.getElementById('error')
      const status = document.getElementById('status')

      function picture(figure, version) {
        const url = name => 'pictures/' + encodeURIComponent(name) + '?' + version
        const picture = document.createElement('picture')
        if (figure.dark && figure.light) {
          const source = document.createElement('source')
          source.media = '(prefers-color-scheme: dark)'
          source.srcset = url(figure.dark)
          picture.append(source)
        }
        const image = document.createElement('img')
        image.src = url(figure.light || figure.dark)
        image.alt = figure.alternativeText || figure.title
        picture.append(image)
        return picture
      }

      function show(state) {
        error.hidden = !state.error
        error.textContent = state.error || ''
        document.title = (state.error ? '✗ ' : '') + 'rho watch'
        const count = state.figures.length
        status.textContent = state.error ? 'a mistake' : count + (count == 1 ? ' figure' : ' figures')
        if (state.error && figures.childElementCount) return
        figures.replaceChildren(...state.figures.map(figure => {
          const box = document.createElement('figure')
          box.id = figure.name
          box.tabIndex = 0
          const caption = document.createElement('figcaption')
          caption.textContent = figure.name
          box.append(caption, picture(figure, state.version))
          return box
        }))
      }

      async function follow() {
        let version = -1
        for (;;) {
          try {
            const answer = await fetch('state?after=' + version)
            const state = await answer.json()
            if (state.version != version) show(state)
            version = state.version
          } catch {
            status.textContent = 'rho watch has ended'
            await new Promise(wake => setTimeout(wake, 1000))
          }
        }
      }
      follow()
    </script>
    </html>

    """
}
