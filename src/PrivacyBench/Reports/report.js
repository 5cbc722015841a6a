(() => {
  'use strict';
  const number = text => parseFloat(text.replace('−', '-').replace(/,/g, ''));
  for (const table of document.querySelectorAll('table.sortable')) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      button.addEventListener('click', () => {
        const up = head.getAttribute('aria-sort') === 'descending';
        for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        const sign = up ? 1 : -1;
        const rows = [...table.tBodies[0].rows].sort((a, b) => {
          const [x, y] = [a.cells[column].textContent, b.cells[column].textContent];
          const [m, n] = [number(x), number(y)];
          if (Number.isNaN(m) !== Number.isNaN(n)) return Number.isNaN(m) ? 1 : -1;
          return sign * (Number.isNaN(m) ? x.localeCompare(y) : m - n);
        });
        table.tBodies[0].append(...rows);
      });
      head.replaceChildren(button);
    });
  }
  for (const code of document.querySelectorAll('pre')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', () => navigator.clipboard?.writeText(code.textContent.trim()).then(() => { button.textContent = 'Copied'; }));
    code.after(button);
  }
})();
