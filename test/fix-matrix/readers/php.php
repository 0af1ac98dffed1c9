<?php
// Reads .env with vlucas/phpdotenv.
require '/usr/share/php/Dotenv/autoload.php';
file_put_contents('out.json', json_encode(Dotenv\Dotenv::createArrayBacked(getcwd())->load(), JSON_THROW_ON_ERROR));
