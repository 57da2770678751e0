# What holds for returning a product: on the page before the call, and in the room.

tool-return-policy = Returns

## The line. $days: calendar days, $payer: buyer or shop, $side: whose page it is, buyer or agent

returns-loading = Returns…
returns-line =
    { $payer ->
        [shop]
            { $days ->
                [one] Free return within 1 day
               *[other] Free return within { $days } days
            }
       *[other]
            { $days ->
                [one] Return within 1 day
               *[other] Return within { $days } days
            }{ $side ->
                [agent] , at the buyer’s cost
               *[other] , at your cost
            }
    }
returns-line-none = No return only because you change your mind
returns-line-unstated = The shop has not said how returns work

## The terms

returns-country = Your country
returns-country-unknown = Choose a country
returns-window = Time
returns-window-days =
    { $days ->
        [one] 1 day after delivery
       *[other] { $days } days after delivery
    }
returns-last-day = Last day, if it arrived today
returns-cost = Sending it back
returns-cost-payer =
    { $payer ->
        [shop] The shop pays
       *[other]
            { $side ->
                [agent] The buyer pays
               *[other] You pay
            }
    }
returns-condition = Condition
returns-condition-tried = Tried on or tried out, as one would in a shop
returns-condition-unused = Unused and whole, with all labels
returns-condition-unopened = In the packaging as it was sealed
returns-exclusions = Not taken back
returns-exclusions-none = No exceptions
returns-exclusion-made-to-order = What was made to order or personalised
returns-exclusion-perishable = What spoils or expires quickly
returns-exclusion-opened-hygiene = Sealed hygiene goods, once opened
returns-exclusion-opened-media = Sealed recordings and software, once opened
returns-exclusion-periodicals = Newspapers and magazines
returns-exclusion-mixed = What cannot be separated from other things any more
returns-exclusion-personal-use = Goods for personal use, such as underwear
returns-exclusion-reduced = What was sold at a reduced price

## The law. $country: its name, $source: name of the law and its articles, $day: a date

returns-law = The law in { $country }
returns-law-no-country = Choose a country to see what its law says.
returns-law-unknown = What the law says in { $country } is not known here. The shop’s own terms stand above.
returns-law-none = It gives no right to return goods bought online only because one changes one’s mind.
returns-law-days =
    { $days ->
        [one] At least 1 day from delivery to change one’s mind, without a reason.
       *[other] At least { $days } days from delivery to change one’s mind, without a reason.
    }
returns-law-working-days =
    { $days ->
        [one] At least 1 working day from delivery to change one’s mind, without a reason.
       *[other] At least { $days } working days from delivery to change one’s mind, without a reason. Weekends and public holidays come on top.
    }
returns-law-unless = It holds only where the shop states nothing else.
returns-law-cost =
    { $payer ->
        [shop] The shop has to pay for sending it back.
       *[other]
            { $side ->
                [agent] The shop may leave the cost of sending it back to the buyer.
               *[other] The shop may leave the cost of sending it back to you.
            }
    }
returns-law-raised = The shop’s own terms gave less in places; above, they are raised to what the law asks.
returns-law-source = Source: { $source }
returns-faulty = Faulty goods are another matter: the law gives rights over them that end at no fixed day.
returns-faulty-months =
    { $months ->
        [one] Faulty goods are another matter: the law gives rights over them for at least 1 month.
       *[other] Faulty goods are another matter: the law gives rights over them for at least { $months } months.
    }
returns-law-note = For information, not legal advice; as known on { $day }.
