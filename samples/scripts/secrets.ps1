# Wrong (MI508): whoever reads this has the password.
$env:CUSTOMERS_DB_PASSWORD = 'hV8~Qk2vJd93nX'
