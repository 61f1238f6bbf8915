// Old enough for any browser: if the script cannot run there, the page still comes back by itself.
var watchdog = setTimeout(function () {
    location.href = document.getElementById('check').href;
}, 25000);
