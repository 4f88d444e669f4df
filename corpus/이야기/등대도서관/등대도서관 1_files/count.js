// A saved page brings its scripts along. Nothing of this is ever run.
document.title = document.title + ' *';
