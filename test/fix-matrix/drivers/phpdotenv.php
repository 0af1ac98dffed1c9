<?php
// Loads the .env of the current folder as the library's own instructions say.
require '/usr/share/php/Dotenv/autoload.php';
Dotenv\Dotenv::createImmutable(getcwd())->safeLoad();
