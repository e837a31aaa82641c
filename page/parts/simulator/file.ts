/** Largest file that is read, bytes. */
const largest = 2_000_000;

/**
 * Makes a choice of a file, which is read in the page and goes nowhere.
 *
 * @param take - gets its text
 * @param refuse - gets what is wrong with it, in words
 */
export function openFile(place: HTMLElement, take: (text: string) => void, refuse: (message: string) => void): void {
  const row = document.createElement('p');
  row.className = 'row';
  row.innerHTML = `<label for="simulator-file">or a file</label><input type="file" id="simulator-file" accept=".json,.csv,.txt,text/plain">`;
  place.append(row);
  const input = row.querySelector('input') as HTMLInputElement;
  input.addEventListener('change', async () => {
    const file = input.files?.[0];
    if (file === undefined) return;
    if (file.size > largest) {
      refuse(
        `“${file.name}” has ${(file.size / 1e6).toFixed(1)} million bytes; at most ${largest / 1e6} million are read.`,
      );
      return;
    }
    const text = await file.text();
    // NUL, or what stands for bytes that are no text
    if (/[\0\uFFFD]/.test(text)) refuse(`“${file.name}” is no text file.`);
    else take(text);
  });
}
