// Filters the grid. Without scripts every school is shown and the form stays hidden.
(function () {
  var form = document.querySelector(".filter"), cells = Array.from(document.querySelectorAll(".grid li"));
  var search = document.getElementById("search"), state = document.getElementById("by-state"), wave = document.getElementById("by-wave"), found = document.getElementById("found");
  function fold(text) { return text.toLocaleLowerCase().normalize("NFC"); }
  function show() {
    var wanted = fold(search.value.trim()), count = 0;
    cells.forEach(function (cell) {
      var hit = fold(cell.textContent).includes(wanted) && (!state.value || cell.dataset.state === state.value) && (!wave.value || cell.dataset.wave === wave.value);
      cell.hidden = !hit;
      count += hit ? 1 : 0;
    });
    found.textContent = count === 1 ? found.dataset.one : found.dataset.many.replace("0", String(count));
  }
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
}());
