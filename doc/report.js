// The table of claims can be narrowed.  Without this script it is simply whole.
(function () {
  'use strict';
  var form = document.querySelector('form.filters');
  var table = document.getElementById('verdicts');
  if (!form || !table) return;
  var rows = Array.prototype.slice.call(table.tBodies[0].rows);
  var count = form.querySelector('output');
  var kinds = ['paper', 'standing', 'evidence'];

  function matches(row, words) {
    for (var i = 0; i < kinds.length; i++) {
      var wanted = form.elements[kinds[i]].value;
      if (wanted && row.getAttribute('data-' + kinds[i]) !== wanted) return false;
    }
    var text = row.textContent.toLowerCase();
    return words.every(function (word) { return text.indexOf(word) >= 0; });
  }

  function narrow() {
    var words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
    rows.forEach(function (row) {
      row.hidden = !matches(row, words);
      if (!row.hidden) shown++;
    });
    count.textContent = shown + ' of ' + rows.length;
  }

  form.hidden = false;
  form.addEventListener('input', narrow);
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  form.addEventListener('reset', function () { setTimeout(narrow); });
  narrow();
})();
