// On a phone the first screen is what to do: reasons and numbers are folded. Without scripts, and on
// paper, all of it is open.
(function () {
  var folds = Array.from(document.querySelectorAll("details.reason, details.rest")), narrow = window.matchMedia("(max-width: 34rem)");
  function fold() { folds.forEach(function (one) { one.open = !narrow.matches; }); }
  fold();
  narrow.addEventListener("change", fold);
  window.addEventListener("beforeprint", function () { folds.forEach(function (one) { one.open = true; }); });
  window.addEventListener("afterprint", fold);
}());
