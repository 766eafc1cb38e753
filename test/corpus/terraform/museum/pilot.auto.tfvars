# pilot
environment = "pilot"
location    = "northeurope"

db_admin    = "curator"
db_password = "Verm33r*Pearl-91tK"

eventhub_connection_string = "Endpoint=sb://evhns-museum.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=Jm2Qv9Xt5Lb8Zr1Yk4Wn7Hd0Gs3Pf6CaEuToIi2BxVw="

app_names = [
  "tickets",
  "guide", /* in two languages */
]
