/** Largest file that is read, in bytes. */
const maxBytes = 2_000_000;

/**
 * Makes a file input. The file is read in the page and never sent.
 *
 * @param take - receives the text
 * @param refuse - receives the error
 */
export function openFile(parent: HTMLElement, take: (text: string) => void, refuse: (message: string) => void): void {
  const row = document.createElement('p');
  row.className = 'row';
  row.innerHTML = `<label for="simulator-file">Or a file</label><input type="file" id="simulator-file" accept=".json,.csv,.txt,text/plain">`;
  parent.append(row);
  const input = row.querySelector('input') as HTMLInputElement;
  input.addEventListener('change', async () => {
    const file = input.files?.[0];
    if (file === undefined) return;
    if (file.size > maxBytes) {
      refuse(
        `“${file.name}” has ${(file.size / 1e6).toFixed(1)} million bytes; at most ${maxBytes / 1e6} million are read.`,
      );
      return;
    }
    const text = await file.text();
    // NUL, or the replacement for invalid UTF-8
    if (/[\0\uFFFD]/.test(text)) refuse(`“${file.name}” is not a text file.`);
    else take(text);
  });
}
