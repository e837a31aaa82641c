/** Shows messages to the reader at the top of the page until they are closed. */
export function openNotice(place: HTMLElement): (text: string) => void {
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = 'Close';
  close.addEventListener('click', () => {
    place.hidden = true;
    place.replaceChildren();
  });
  return (text) => {
    // going back and forward comes by the same link again
    if ([...place.querySelectorAll('p')].some(({ textContent }) => textContent === text)) return;
    const paragraph = document.createElement('p');
    paragraph.textContent = text;
    place.hidden = false;
    close.remove();
    place.append(paragraph, close);
  };
}
